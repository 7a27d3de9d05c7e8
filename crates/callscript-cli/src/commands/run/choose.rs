//! Finds the item that a typed line means: by its exact id, else by its number, else by the beginning of its label.
//!
//! No error message repeats the line: it may be a secret that was meant for another prompt.

/// The most items to list in an error message.
const MAX_LISTED: usize = 12;

/// An item to choose.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item<'a> {
    pub(super) id: &'a str,
    pub(super) label: &'a str,
    /// It cannot be chosen now, but still has its number.
    pub(super) closed: bool,
}

/// The id of the item that the line means.
pub(super) fn choose<'a>(line: &str, items: &[Item<'a>]) -> Result<&'a str, String> {
    let line = line.trim();
    let exact = items.iter().find(|item| item.id == line);
    let numbered = || line.parse::<usize>().ok().and_then(|number| items.get(number.checked_sub(1)?));
    if let Some(item) = exact.or_else(numbered) {
        return Ok(item.id);
    }
    let wanted = line.to_lowercase();
    let same = |item: &&Item<'_>| item.label.to_lowercase() == wanted;
    let begins = |item: &&Item<'_>| !wanted.is_empty() && item.label.to_lowercase().starts_with(&wanted);
    if let Some(item) = items.iter().find(same) {
        return Ok(item.id);
    }
    let open: Vec<_> = items.iter().filter(begins).filter(|item| !item.closed).collect();
    match open.as_slice() {
        [item] => Ok(item.id),
        [] => items.iter().find(begins).map(|item| item.id).ok_or_else(|| no_match(line, items)),
        several => Err(format!("that could be {}: type more of it", listed(several.iter().copied()))),
    }
}

fn no_match(line: &str, items: &[Item<'_>]) -> String {
    let open = items.iter().filter(|item| !item.closed);
    match (line, open.clone().count()) {
        (_, 0) => "there is nothing to choose here".to_owned(),
        ("", _) => format!("choose one of {}", listed(open)),
        _ => format!("that is not one of {}", listed(open)),
    }
}

fn listed<'i>(items: impl Iterator<Item = &'i Item<'i>>) -> String {
    let mut ids: Vec<_> = items.take(MAX_LISTED + 1).map(|item| format!("`{}`", item.id)).collect();
    if let Some(more) = ids.get_mut(MAX_LISTED) {
        "…".clone_into(more);
    }
    ids.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_goes_before_a_number_and_a_number_before_a_label() {
        let item = |id, label| Item { id, label, closed: false };
        let items = [item("2", "Two"), item("yes", "Yes"), item("yes-but", "Yes, but later"), item("no", "2 no")];
        assert_eq!(choose("2", &items), Ok("2"));
        assert_eq!(choose(" 3 ", &items), Ok("yes-but"));
        assert_eq!(choose("2 N", &items), Ok("no"));
        assert_eq!(choose("yes", &items), Ok("yes"));
        assert_eq!(choose("YES", &items), Ok("yes"));
        assert_eq!(choose("ye", &items), Err("that could be `yes`, `yes-but`: type more of it".to_owned()));
        assert_eq!(choose("0", &items), Err("that is not one of `2`, `yes`, `yes-but`, `no`".to_owned()));
        assert!(choose("", &items).is_err());
        let many = vec![item("yes", "Yes"); 1000];
        assert!(choose("no", &many).is_err_and(|refusal| refusal.ends_with("`yes`, …") && refusal.len() < 150));
    }

    #[test]
    fn what_is_closed_keeps_its_number_and_gives_way() {
        let items = [
            Item { id: "it-works", label: "It works", closed: true },
            Item { id: "it-fails", label: "It fails", closed: false },
        ];
        assert_eq!(choose("it", &items), Ok("it-fails"));
        assert_eq!(choose("2", &items), Ok("it-fails"));
        assert_eq!(choose("It w", &items), Ok("it-works"), "whoever refuses it says so");
    }
}
