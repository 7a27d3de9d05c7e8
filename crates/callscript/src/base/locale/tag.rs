//! Language tags as BCP 47 has them: whether one is well formed, and its language. Must not know CLDR.

/// Whether a tag is well formed: a language of two or three letters, and what may follow it.
pub(super) fn is_well_formed(tag: &str) -> bool {
    let mut parts = tag.split('-').peekable();
    let is_letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let all_fit = tag
        .split('-')
        .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let language = parts.next().unwrap_or_default();
    if !all_fit || !(2..=8).contains(&language.len()) || !is_letters(language) {
        return false;
    }
    // Up to three extended languages, then a script, a region, variants.
    for _ in 0..3 {
        if language.len() > 3 || parts.next_if(|part| part.len() == 3 && is_letters(part)).is_none() {
            break;
        }
    }
    let _script = parts.next_if(|part| part.len() == 4 && is_letters(part));
    let _region = parts.next_if(|part| (part.len() == 2 && is_letters(part)) || (part.len() == 3 && is_digits(part)));
    let is_variant =
        |part: &str| part.len() >= 5 || (part.len() == 4 && part.starts_with(|c: char| c.is_ascii_digit()));
    while parts.next_if(|part| is_variant(part)).is_some() {}
    // Extensions: a letter or digit, and parts of two characters or more; after `x` whatever is wanted.
    while let Some(singleton) = parts.next() {
        if singleton.len() != 1 {
            return false;
        }
        if singleton.eq_ignore_ascii_case("x") {
            return parts.next().is_some();
        }
        if parts.next_if(|part| part.len() > 1).is_none() {
            return false;
        }
        while parts.next_if(|part| part.len() > 1).is_some() {}
    }
    true
}

/// The language of a tag, in lower case: `pt` of `pt-BR`.
pub(super) fn language(tag: &str) -> String {
    tag.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

/// The part of a tag that names the region, in upper case.
pub(super) fn region(tag: &str) -> Option<String> {
    let mut parts = tag.split('-').skip(1).take_while(|part| part.len() > 1);
    let is_region = |part: &&str| {
        (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic()))
            || (part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    parts.find(is_region).map(str::to_ascii_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_well_formed_or_not() {
        for good in
            ["en", "de-CH", "zh-Hant-TW", "sr-Latn", "es-419", "ar-EG-u-nu-latn", "de-DE-1996", "en-x-shop", "zh-yue"]
        {
            assert!(is_well_formed(good), "{good}");
        }
        for bad in
            ["", "e", "de_DE", "de-", "-de", "de--AT", "123", "en-u", "en-x", "Deutsch ", "größe", "en-toolongpart"]
        {
            assert!(!is_well_formed(bad), "{bad}");
        }
        assert_eq!((language("PT-br").as_str(), region("zh-hant-tw").as_deref()), ("pt", Some("TW")));
        assert_eq!((region("en"), region("en-u-nu-latn")), (None, None));
    }
}
