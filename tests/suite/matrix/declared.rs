//! The arguments that are paths, as the code declares them.

use std::collections::BTreeSet;
use std::fs;

use syn::{Fields, Item};

use crate::crates::sources;
use crate::support::repository;

/// The arguments of all commands that are paths, as the code declares them.
pub(super) fn declared() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let files = sources("crates/callscript-cli/src/args").into_iter().chain(sources_of_args());
    for (_, text) in files {
        for item in syn::parse_file(&text).unwrap().items {
            let Item::Struct(item) = item else { continue };
            let Fields::Named(fields) = item.fields else { continue };
            for field in fields.named {
                let ty = &field.ty;
                let is_path = matches!(ty, syn::Type::Path(path) if path.path.segments.last().is_some_and(is_path));
                if is_path {
                    found.insert(format!("{} {}", item.ident.to_string().to_lowercase(), field.ident.unwrap()));
                }
            }
        }
    }
    found
}

/// Whether a type is `PathBuf`, or an option or a list of it.
fn is_path(segment: &syn::PathSegment) -> bool {
    let inner = match &segment.arguments {
        syn::PathArguments::AngleBracketed(arguments) => arguments.args.iter().any(|argument| match argument {
            syn::GenericArgument::Type(syn::Type::Path(path)) => path.path.segments.last().is_some_and(is_path),
            _ => false,
        }),
        _ => false,
    };
    segment.ident == "PathBuf" || inner
}

fn sources_of_args() -> Vec<(String, String)> {
    let path = "crates/callscript-cli/src/args.rs";
    vec![(path.to_owned(), fs::read_to_string(repository(path)).unwrap())]
}
