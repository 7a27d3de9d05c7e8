//! The table of crates, their rooms, and the floor of each room.

use super::modules::Module;

/// A crate, the crates that it may use, and its rooms by floor, lowest first. A room is a top-level module.
pub(super) struct Crate {
    pub(super) name: &'static str,
    pub(super) uses: &'static [&'static str],
    /// Rooms on the same floor must not use each other.
    pub(super) floors: &'static [(u8, &'static [&'static str])],
}

impl Crate {
    pub(super) fn floor(&self, room: &str) -> Option<u8> {
        let row = self.floors.iter().find(|(_, rooms)| rooms.contains(&room))?;
        Some(row.0)
    }

    /// Its name in code, with `_` instead of `-`.
    pub(super) fn written(&self) -> String {
        self.name.replace('-', "_")
    }
}

/// The row of the crate that a module is in.
pub(super) fn of<'a>(house: &'a [Crate], module: &Module) -> Option<&'a Crate> {
    house.iter().find(|one| module.path.first() == Some(&one.written()))
}

pub(super) const HOUSE: &[Crate] = &[
    Crate {
        name: "callscript",
        uses: &[],
        floors: &[
            (1, &["base"]),
            (2, &["syntax"]),
            (3, &["format"]),
            (4, &["document"]),
            (5, &["analysis"]),
            (6, &["script", "model"]),
            (7, &["library"]),
            (8, &["lint"]),
            (9, &["insight", "bundle"]),
            (10, &["editor", "drawing"]),
        ],
    },
    Crate {
        name: "callscript-runner",
        uses: &["callscript"],
        floors: &[
            (1, &["digest", "moment", "values"]),
            (2, &["field"]),
            (3, &["error", "event", "prompt"]),
            (4, &["history"]),
            (5, &["session"]),
            (6, &["report", "wire"]),
            (7, &["journal", "scenario"]),
        ],
    },
    Crate {
        name: "callscript-project",
        uses: &["callscript"],
        floors: &[
            (1, &["error", "kind", "file_to_read"]),
            (2, &["disk"]),
            (3, &["file_cache", "library_root", "walk"]),
            (4, &["files"]),
            (5, &["libraries"]),
            (6, &["open", "scenario_files", "workspace"]),
        ],
    },
    Crate {
        name: "callscript-output",
        uses: &["callscript", "callscript-runner"],
        floors: &[
            (1, &["json", "junit", "moment", "screen"]),
            (2, &["asked", "findings"]),
            (3, &["diff", "drawings", "result", "scenarios", "stats", "transcript"]),
            (4, &["schema"]),
        ],
    },
    Crate {
        name: "callscript-cli",
        uses: &["callscript", "callscript-runner", "callscript-project", "callscript-output"],
        floors: &[
            (1, &["args", "disk", "error"]),
            (2, &["clock", "signals"]),
            (3, &["console"]),
            (4, &["files"]),
            (5, &["scenario_file"]),
            (6, &["commands", "lsp"]),
        ],
    },
];
