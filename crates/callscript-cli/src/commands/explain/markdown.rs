//! Formats Markdown for a terminal: bold headings, wrapped lines, indented examples. Supports only what our own pages
//! use.

use callscript_output::{Style, painted};

/// Formats a page in lines of at most `width` columns.
pub(super) fn write(page: &str, width: usize, colour: bool) -> String {
    let mut text = String::new();
    let mut paragraph = String::new();
    let mut in_code = false;
    for line in page.lines() {
        let plain = !in_code && !line.starts_with("```") && !line.starts_with('#') && !line.is_empty();
        let item = line.starts_with("* ") || line.starts_with("- ");
        if !plain || item {
            wrap(&std::mem::take(&mut paragraph), width.min(100), colour, &mut text);
        }
        if plain {
            paragraph += line.trim_start();
            paragraph.push(' ');
        } else if line.starts_with("```") {
            in_code = !in_code;
        } else if in_code && !line.is_empty() {
            line_of(&["    ", &painted(line, Style::Code, colour)], &mut text);
        } else if let Some(title) = line.strip_prefix('#') {
            line_of(&[&heading(title.trim_start_matches('#').trim(), colour)], &mut text);
        } else {
            text.push('\n');
        }
    }
    wrap(&paragraph, width.min(100), colour, &mut text);
    text
}

/// A heading, in bold if there is colour.
pub(super) fn heading(title: &str, colour: bool) -> String {
    painted(title, Style::Strong, colour)
}

/// Appends a paragraph in lines of at most `width` columns. In a list item, lines after the first are indented.
fn wrap(paragraph: &str, width: usize, colour: bool, text: &mut String) {
    let indent = if paragraph.starts_with("* ") || paragraph.starts_with("- ") { 2 } else { 0 };
    let mut line = String::new();
    let mut lines = Vec::new();
    for word in paragraph.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
        } else if !line.is_empty() {
            line.push(' ');
        }
        line += word;
    }
    lines.extend((!line.is_empty()).then_some(line));
    for line in &lines {
        *text += &inline(line, colour);
        text.push('\n');
    }
}

fn line_of(parts: &[&str], text: &mut String) {
    text.extend(parts.iter().copied());
    text.push('\n');
}

/// Colours the text between backticks and drops the backticks; without colour, leaves the line as it is.
fn inline(line: &str, colour: bool) -> String {
    if !colour || line.matches('`').count() % 2 == 1 {
        return line.to_owned();
    }
    let parts = line.split('`').enumerate();
    parts.map(|(at, part)| painted(part, Style::Code, at % 2 == 1)).collect()
}
