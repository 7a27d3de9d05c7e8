use super::*;

fn text(words: &str) -> String {
    let mut page = Markdown::default();
    page.markup("**Note:** ").text(words);
    page.into_string().split_off("**Note:** ".len())
}

fn at_start(words: &str) -> String {
    let mut page = Markdown::default();
    page.quote(words);
    page.into_string().replace("> ", "")
}

#[test]
fn ordinary_words_stay_as_they_are() {
    for words in [
        "Yes - but at 9:30:00, for $5 and no more (12.5 %); “I'm off”, she said: 3 x 4 = 12!",
        "+49 (30) 12 34-5 / T-4711/Ä @ home, e.g. example.org, 9:00-17:00 or 9:00am-5:00pm, a high-5",
    ] {
        assert_eq!(text(words), words);
    }
    for words in ["-5 degrees", "3.5 per cent", "12 says so", "+49 30 1234", ":-"] {
        assert_eq!(at_start(words), if words == ":-" { r"\:-" } else { words });
    }
}

#[test]
fn markup_is_written_literally() {
    assert_eq!(
        text("a*b* _c_ <b> `d` [e](f) &amp; # ~~g~~ |"),
        r"a\*b\* \_c\_ \<b\> \`d\` \[e\](f) \&amp; \# \~\~g\~\~ \|"
    );
    assert_eq!(text("a\nb\u{1b}[0m\u{202e}"), r"a b\\u{1b}\[0m\\u{202e}");
    assert_eq!(text("\u{2068}a\u{2069}"), "\u{2068}a\u{2069}");
}

#[test]
fn no_line_begins_a_block() {
    assert_eq!(
        at_start("- a\n+ b\n--\n==\n1. c\n22) d\n    e\n1.\n:-"),
        "\\- a  \n\\+ b  \n\\--  \n\\==  \n1\\. c  \n22\\) d  \ne  \n1\\.  \n\\:-"
    );
    let mut page = Markdown::default();
    page.markup("- ").text("1. one").markup(": ").text("- two");
    assert_eq!(page.as_str(), r"- 1\. one: - two");
}

#[test]
fn what_would_become_a_link_is_code() {
    assert_eq!(
        text("See (http://a.b/_c), WWW.d.e. or zoe@example.org; @sam #1 a/b#12 gh-3 5$ :tada:"),
        "See (`http://a.b/_c`), `WWW.d.e`. or `zoe@example.org`; `@sam` `#1` `a/b#12` `gh-3` `5$` `:tada:`"
    );
    assert_eq!(text("<http://a.b>"), r"\<`http://a.b`\>");
    assert_eq!(text("a`@b``"), "``` a`@b`` ```");
}

#[test]
fn a_name_is_code_in_a_table_too() {
    let mut page = Markdown::default();
    page.code("a|`b").markup("\n| ").code("a|b").markup(" |").code("");
    assert_eq!(page.as_str(), "`` a|`b ``\n| `a\\|b` |`\"\"`");
    let mut said = Markdown::default();
    said.with_names("`a*b` leads to * `c");
    assert_eq!(said.as_str(), r"`a*b` leads to \* `c`");
}
