//! Words of a stranger who means harm, and scripts, values and notes that hold them.

use proptest::prelude::*;

use crate::support::{Place, Run, repository};

/// The words of `tests/inert/words.json`. Each does something in some format, at the beginning of a line or anywhere.
pub(super) fn words() -> Vec<String> {
    serde_json::from_slice(&std::fs::read(repository("tests/inert/words.json")).unwrap()).unwrap()
}

/// Random words, made of the signs that mean something in some format.
pub(super) fn any_words() -> impl Strategy<Value = String> {
    let signs = [
        "*",
        "**",
        "_",
        "`",
        "``",
        "~",
        "~~",
        "#",
        "> ",
        "- ",
        "+ ",
        "1. ",
        "3) ",
        "=",
        "--",
        "|",
        ":",
        "[",
        "](",
        ")",
        "![",
        "<",
        ">",
        "<b>",
        "<!--",
        "-->",
        "&",
        "&lt;",
        "\\",
        "\"",
        "'",
        "$",
        "@",
        "http://",
        "www.",
        "a@b.c",
        ".",
        "/",
        "%",
        "%%",
        ";",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "\u{1b}",
        "\u{0}",
        "\u{85}",
        "\u{9b}",
        "\u{ad}",
        "\u{200b}",
        "\u{200d}",
        "\u{200e}",
        "\u{2028}",
        "\u{202a}",
        "\u{202c}",
        "\u{202e}",
        "\u{2066}",
        "\u{2069}",
        "\u{feff}",
        "\u{ffff}",
        "\u{e0041}",
        "]]>",
        "::",
        "{0}",
        " ",
        " ",
        "a",
        "word",
        "12",
        "é",
        "中",
        "ا",
    ];
    let any = prop_oneof![9 => prop::sample::select(signs.to_vec()).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(any, 1..14).prop_map(|parts| parts.concat())
}

/// A fixture with these words wherever a stranger may have written something. They end in a letter, so that they are never
/// empty, and hold no template.
pub(super) fn script(file: &str, words: &str) -> String {
    let words: Vec<_> = text(words).chars().map(|character| format!("\\U{:08x}", u32::from(character))).collect();
    let words = words.concat();
    std::fs::read_to_string(repository("tests/inert").join(file)).unwrap().replace("FOREIGN", &format!("\"{words}\""))
}

pub(super) fn text(words: &str) -> String {
    format!("{words} z").replace("{{", "((").replace("{%", "(%").replace("{#", "(#")
}

/// A folder with a script, its scenarios, and a script full of faults.
pub(super) fn place(words: &str) -> Place {
    let place = Place::new();
    for file in ["hostile.yaml", "hostile.test.yaml", "faulty.yaml"] {
        place.write(file, script(file, words));
    }
    // Words may begin with a number, which is a finding of that number alone.
    place.write("callscript.toml", "[rules]\nnumber-label = \"off\"\n");
    place
}

/// A call that ends with an outcome.
pub(super) fn short_call(place: &Place, words: &str) -> Run {
    let lines = format!("{}\none\nno\n", typed_value(words));
    place.run_with(["run", "hostile.yaml", "--transcript", "short.md"], lines.as_bytes())
}

/// A call in which somebody types these words wherever words can be typed.
pub(super) fn call(place: &Place, words: &str) -> Run {
    let value = typed_value(words);
    let words = one_typed_line(words);
    let lines = format!(
        "{value}\none\n/note {words}\n/aside aside\nact\nok\n{value}\nagain\nact\nfailed\n/jump bye {words}\n/history\n/hang-up {words}\n"
    );
    let files = ["--transcript", "call.md", "--result", "result.json", "--journal", "call.jsonl"];
    place.run_with(["run", "hostile.yaml"].into_iter().chain(files), lines.as_bytes())
}

/// A line as the value of a text, which holds no control character.
pub(super) fn typed_value(words: &str) -> String {
    one_typed_line(words).replace(char::is_control, "")
}

/// A line that is no command, and has no control character that a typed line is refused for.
pub(super) fn one_typed_line(words: &str) -> String {
    let words = text(words).replace(['\n', '\r', '\0'], " ");
    let words = words.replace(|character: char| character.is_control() && character != '\t', "");
    format!("{}z", words.trim_start_matches(['/', ' ', '\t']))
}
