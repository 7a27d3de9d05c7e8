//! Words from outside, written so that Markdown shows them literally.

/// The place where words go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The first ones of a line, where they could begin a list, a heading, a rule or code.
    LineStart,
    /// In a row of a table, where a `|` ends a cell, in code, too.
    Table,
    /// Somewhere else.
    Line,
}

/// Appends words of one line.
pub(super) fn write(words: &str, place: Place, page: &mut String) {
    let words = if place == Place::LineStart { after_block_start(words, page) } else { words };
    for word in words.split_inclusive(char::is_whitespace) {
        let end = word.trim_end_matches(char::is_whitespace).len();
        let (word, space) = word.split_at(end);
        let start = word.len() - word.trim_start_matches(is_beside).len();
        let (left, rest) = word.split_at(start);
        let (inner, right) = rest.split_at(rest.trim_end_matches(is_beside).len());
        if means_more(inner) {
            escape(left, page);
            page.push_str(&code(inner, place));
            escape(right, page);
        } else {
            escape(word, page);
        }
        page.push_str(space);
    }
}

/// Code, between backticks that it does not hold.
pub(super) fn code(text: &str, place: Place) -> String {
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let space = if longest > 0 { " " } else { "" };
    let text = if place == Place::Table { text.replace('|', "\\|") } else { text.to_owned() };
    format!("{fence}{space}{text}{space}{fence}")
}

/// Writes what could begin a block: of a list, a rule, the line under a heading or over a table. Returns the other words.
fn after_block_start<'w>(words: &'w str, page: &mut String) -> &'w str {
    let words = words.trim_start_matches(' ');
    let digits = words.len() - words.trim_start_matches(|character: char| character.is_ascii_digit()).len();
    let sign = words.get(digits..).and_then(|rest| rest.chars().next());
    let is_block = match sign {
        Some('-' | '+' | '=' | ':') => digits == 0,
        Some('.' | ')') => digits > 0,
        _ => false,
    };
    let rest = sign.and_then(|sign| words.get(digits + sign.len_utf8()..)).unwrap_or_default();
    if !is_block || rest.starts_with(char::is_alphanumeric) {
        return words;
    }
    page.push_str(&words[..digits]);
    page.push('\\');
    page.extend(sign);
    rest
}

fn escape(word: &str, page: &mut String) {
    for character in word.chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&') {
            page.push('\\');
        }
        page.push(character);
    }
}

/// Whether some reader makes more of a word than a word: an address becomes a link; a name after `@` and a number after
/// `#` or `GH-`, links on GitHub; a word between colons, an emoji; and what ends with `$`, a formula. An escape is not
/// enough, since GitHub looks for these in the text after Markdown is read. Code is left alone.
fn means_more(word: &str) -> bool {
    let follows = |sign: &str, rest: fn(char) -> bool| {
        word.match_indices(sign).any(|(at, _)| word[at + sign.len()..].starts_with(rest))
    };
    let lower = word.to_ascii_lowercase();
    follows("@", |_| true)
        || word.contains("://")
        || follows("#", |next| next.is_ascii_digit())
        || word.char_indices().any(|(at, character)| character == '$' && at > 0)
        || is_shortcode(word)
        || lower.contains("www.")
        || lower.strip_prefix("gh-").is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit()))
}

/// Whether a word holds the name of an emoji between colons. Times such as `9:00-17:00` do not.
fn is_shortcode(word: &str) -> bool {
    let is_part = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '+' | '-');
    let parts: Vec<&str> = word.split(':').collect();
    let between = parts.get(1..parts.len() - 1).unwrap_or_default();
    between.iter().any(|name| {
        let is_named = name.starts_with(|first: char| first.is_ascii_alphabetic()) || matches!(*name, "+1" | "-1");
        is_named && name.chars().all(is_part)
    })
}

/// What may be beside an address and is no part of it.
fn is_beside(character: char) -> bool {
    let is_quote = matches!(character, '"' | '\'' | '“' | '”' | '„' | '«' | '»' | '‘' | '’');
    is_quote || matches!(character, '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '.' | ',' | ';' | '!' | '?')
}
