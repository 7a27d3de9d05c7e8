//! Describes paths for policies, also those through subscripts.

use super::dominance::{AvoidingPaths, End};
use super::scripts::Scripts;
use crate::analysis::graph::{self, MAX_STEPS_SHOWN, Route, ShortestPaths};
use crate::base::diagnostic::Related;
use crate::base::source::Span;

/// The description of a path: its nodes on one line, and its steps with their places.
#[derive(Debug, Default)]
pub(super) struct Path {
    pub(super) words: String,
    pub(super) steps: Vec<Related>,
    /// The indices of all its links in the outermost script.
    pub(super) links: Vec<usize>,
}

/// Describes avoiding paths.
#[derive(Clone, Copy)]
pub(super) struct PathPrinter<'a, 'l> {
    pub(super) scripts: &'a Scripts<'l>,
    /// For each script, its avoiding paths as its callers need them.
    pub(super) script_paths: &'a [Option<AvoidingPaths<'l>>],
}

impl<'l> PathPrinter<'_, 'l> {
    /// Describes the shortest path to `node`, and on over the link `last`.
    pub(super) fn to(self, at: usize, shortest: &ShortestPaths, node: Option<usize>, last: Option<usize>) -> Path {
        let mut route = self.whole(at, shortest, node, last);
        let links = route.links.clone();
        cut(&mut route);
        let mut path = Path { words: self.words(at, &route), steps: Vec::new(), links };
        let mut room = MAX_STEPS_SHOWN.saturating_sub(route.links.len());
        let start = route.begin.map(|start| format!("the call starts at `{}`", self.writer(at).id(start)));
        self.steps(at, &route, start, &mut room, &mut path.steps);
        path
    }

    /// Extends a path into the subscript that its last node runs, up to `node` of the subscript.
    pub(super) fn into(self, mut path: Path, callee: usize, node: usize) -> Path {
        let Some(paths) = &self.script_paths[callee] else {
            return path;
        };
        let route = self.route(callee, &paths.shortest, Some(node), None);
        path.words = format!("{} -> {}", path.words, self.words(callee, &route));
        let mut room = MAX_STEPS_SHOWN.saturating_sub(path.steps.len());
        self.steps(callee, &route, self.begins(callee, &route), &mut room, &mut path.steps);
        path
    }

    /// The end of a path: as many links as are shown.
    fn route(self, at: usize, shortest: &ShortestPaths, node: Option<usize>, last: Option<usize>) -> Route {
        let mut route = self.whole(at, shortest, node, last);
        cut(&mut route);
        route
    }

    /// The shortest path to `node`, and on over the link `last`.
    fn whole(self, at: usize, shortest: &ShortestPaths, node: Option<usize>, last: Option<usize>) -> Route {
        let graph = self.scripts.graph(at);
        let mut route =
            node.or(shortest.asides.map(|(node, _)| node)).map(|node| shortest.to(graph, node)).unwrap_or_default();
        route.links.extend(last);
        route
    }

    /// Describes the target of a link: a node's id, or the end.
    pub(super) fn target(self, at: usize, link: usize) -> String {
        self.scripts.graph(at).links().get(link).map(|link| self.writer(at).target(link)).unwrap_or_default()
    }

    fn words(self, at: usize, route: &Route) -> String {
        let (writer, links) = (self.writer(at), self.scripts.graph(at).links());
        let start = route.begin.map(|start| writer.id(start).to_owned());
        let cut = route.links.first().filter(|_| start.is_none()).and_then(|&first| links[first].from);
        let begin = start.or_else(|| cut.map(|from| format!("… -> {}", writer.id(from))));
        let nodes = route.links.iter().map(|&link| writer.target(&links[link]));
        begin.into_iter().chain(nodes).collect::<Vec<_>>().join(" -> ")
    }

    /// Adds the steps of a path. Before a link that leaves a subscript, adds the steps through the subscript.
    fn steps(self, at: usize, route: &Route, start: Option<String>, room: &mut usize, steps: &mut Vec<Related>) {
        let (writer, links) = (self.writer(at), self.scripts.graph(at).links());
        let push = |span: Span, message: String, steps: &mut Vec<Related>| {
            steps.push(Related { message, file: self.scripts.file(at).name().clone(), span });
        };
        if let Some((start, begin)) = start.zip(route.begin.and_then(|begin| writer.start(begin))) {
            push(begin, start, steps);
        }
        for &link in &route.links {
            let link = &links[link];
            if let Some((run, outcome)) = self.scripts.out_of_run(at, link)
                && let Some(callee) = self.scripts.callee(&run.script.value)
            {
                self.through(callee, outcome, room, steps);
            }
            push(link.span, writer.step(link), steps);
        }
    }

    /// Adds the steps through a subscript to the end with this outcome, if there is `room` for them.
    fn through(self, at: usize, outcome: &str, room: &mut usize, steps: &mut Vec<Related>) {
        let Some(paths) = &self.script_paths[at] else {
            return;
        };
        let Some(&End { node, link, .. }) = paths.ends.get(outcome) else {
            return;
        };
        let route = self.route(at, &paths.shortest, node, link);
        let needed = route.links.len() + 1;
        if needed <= *room {
            *room -= needed;
            self.steps(at, &route, self.begins(at, &route), room, steps);
        }
    }

    fn begins(self, at: usize, route: &Route) -> Option<String> {
        let id = self.scripts.file(at).id().unwrap_or_default();
        route.begin.map(|start| format!("`{id}` starts at `{}`", self.writer(at).id(start)))
    }

    fn writer(&self, at: usize) -> graph::PathWriter<'l> {
        graph::PathWriter { document: self.scripts.document(at), graph: self.scripts.graph(at) }
    }
}

/// Keeps the last links of a path, as many as are shown.
fn cut(route: &mut Route) {
    if route.links.len() > MAX_STEPS_SHOWN {
        route.links.drain(..route.links.len() - MAX_STEPS_SHOWN);
        route.begin = None;
    }
}
