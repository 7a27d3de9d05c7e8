//! A service that stores versions of scripts and calls: the model of a host. `docs/embedding.md` explains its pieces.
//!
//! `service FOLDER` serves on a port of its own choice: a line of JSON in, a line of JSON out. Without a folder it tries
//! itself: it starts itself as another process, lets requests race, kills it again and again, and changes a script.
//!
//! `cargo run --package callscript-runner --features serde --example service`

use std::collections::HashMap;
use std::error::Error;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Write, stdout};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{env, thread};

use callscript::Bundle;
use callscript::diagnostic::Severity;
use callscript::jiff::Timestamp;
use callscript::library::{HostRule, Library};
use callscript::model::{Finding, ScriptModel};
use callscript::rule::{Group, Rule};
use callscript::script::{Digest, Script};
use callscript::source::Source;
use callscript_runner::journal::{self, JournalError};
use callscript_runner::{EventKind, Session, Start, Values};
use serde::Deserialize;
use serde_json::{Value, json};

#[path = "service/trial.rs"]
mod trial;

type Failure = Box<dyn Error + Send + Sync>;

/// The most bytes of a request.
const MAX_REQUEST: u64 = 16 * 1024 * 1024;

fn main() -> Result<(), Failure> {
    match env::args_os().nth(1) {
        Some(folder) => serve(Path::new(&folder)),
        None => trial::run(),
    }
}

/// What is kept: the versions of scripts, the one that new calls get, and the calls.
struct Service {
    folder: PathBuf,
    versions: Mutex<Versions>,
    calls: Mutex<HashMap<u64, Arc<Mutex<Call>>>>,
    next_call: AtomicU64,
    /// Two services in one folder would write into the same files.
    _lock: File,
}

#[derive(Default)]
struct Versions {
    all: HashMap<Digest, Arc<Script>>,
    latest: Option<Arc<Script>>,
}

/// A call, and the file that holds it.
struct Call {
    session: Session,
    journal: journal::Writer,
    file: File,
    /// Whether a line could not be stored. What counts then is what the file holds: it is read at the next start.
    is_broken: bool,
}

impl Service {
    /// Reads what is in the folder.
    fn open(folder: &Path) -> Result<Self, Failure> {
        for part in ["versions", "calls"] {
            create_private(&folder.join(part))?;
        }
        let lock = File::create(folder.join("lock"))?;
        lock.try_lock().map_err(|error| format!("{}: {error}", folder.display()))?;
        let mut versions = Versions::default();
        for path in files(&folder.join("versions"), "json")? {
            let bundle: Bundle = serde_json::from_slice(&fs::read(&path)?)?;
            let script = bundle.check().map_err(|error| format!("{}: {error}", path.display()))?;
            versions.all.insert(script.digest(), script);
        }
        match fs::read_to_string(folder.join("latest")) {
            Ok(latest) => versions.latest = versions.all.get(&latest.parse()?).cloned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
        let mut calls = HashMap::new();
        for path in files(&folder.join("calls"), "jsonl")? {
            let number = path.file_stem().and_then(|stem| stem.to_str()?.parse().ok());
            let call = Call::read(&path, &versions).map_err(|error| format!("{}: {error}", path.display()))?;
            if let Some((number, call)) = number.zip(call) {
                calls.insert(number, Arc::new(Mutex::new(call)));
            }
        }
        let next_call = AtomicU64::new(calls.keys().max().map_or(1, |last| last + 1));
        let (versions, calls) = (Mutex::new(versions), Mutex::new(calls));
        Ok(Self { folder: folder.to_owned(), versions, calls, next_call, _lock: lock })
    }

    /// Stores a version. Calls that have begun go on with theirs; those that begin get this one.
    fn publish(&self, id: &str, texts: &serde_json::Map<String, Value>) -> Result<Value, Failure> {
        let sources = texts.iter().map(|(name, text)| Source::new(name.as_str(), text.as_str().unwrap_or_default()));
        let library = Library::from_sources(sources.collect()).with_rules([HostRule::new(&BLAME, blame)])?;
        let findings = library.lint();
        if findings.iter().any(|finding| finding.severity == Severity::Error) {
            let said = findings.iter().map(|finding| format!("{}: {}", finding.file, finding.message));
            return Ok(json!({ "error": "not published", "findings": said.collect::<Vec<_>>() }));
        }
        let script = library.check(id)?;
        let digest = script.digest();
        let mut versions = lock(&self.versions);
        let bundle = serde_json::to_vec(&Bundle::of(&script))?;
        write_whole(&self.folder.join("versions"), &format!("{digest}.json"), &bundle)?;
        write_whole(&self.folder, "latest", digest.to_string().as_bytes())?;
        versions.all.insert(digest, Arc::clone(&script));
        versions.latest = Some(script);
        Ok(json!({ "version": digest.to_string() }))
    }

    /// Begins a call with the latest version.
    fn start(&self, inputs: Values) -> Result<Value, Failure> {
        let script = lock(&self.versions).latest.clone().ok_or("nothing is published")?;
        let session = Session::start(&script, Start { inputs, ..Start::default() }, Timestamp::now())?;
        let number = self.next_call.fetch_add(1, Ordering::Relaxed);
        let folder = self.folder.join("calls");
        let file = OpenOptions::new().append(true).create_new(true).open(folder.join(format!("{number}.jsonl")))?;
        let mut call = Call { session: session.clone(), journal: journal::Writer::new(), file, is_broken: false };
        call.store(session)?;
        File::open(&folder)?.sync_all()?;
        let reply = call.reply(number);
        lock(&self.calls).insert(number, Arc::new(Mutex::new(call)));
        Ok(reply)
    }

    /// Hands an event to a call, or only asks where it is.
    fn step(&self, number: u64, request: &Value) -> Result<Value, Failure> {
        let call = lock(&self.calls).get(&number).cloned().ok_or("there is no such call")?;
        // One at a time: whoever waits here finds that the call has moved on.
        let mut call = lock(&call);
        let refused = match request.get("event") {
            Some(event) => call.apply(EventKind::deserialize(event)?, Option::deserialize(&request["seq"])?).err(),
            None => None,
        };
        let mut reply = call.reply(number);
        if let Some(error) = refused {
            reply["error"] = json!(error.to_string());
        }
        Ok(reply)
    }

    fn answer(&self, request: &Value) -> Result<Value, Failure> {
        if let (Some(id), Some(texts)) = (request["publish"].as_str(), request["texts"].as_object()) {
            self.publish(id, texts)
        } else if let Some(inputs) = request.get("start") {
            self.start(Values::deserialize(inputs)?)
        } else if let Some(number) = request["call"].as_u64() {
            self.step(number, request)
        } else {
            Err("a request has `publish` and `texts`, or `start`, or `call`".into())
        }
    }
}

impl Call {
    /// Reads a call from its file. `None` if it ends before the call had begun: nobody was told of it.
    fn read(path: &Path, versions: &Versions) -> Result<Option<Self>, Failure> {
        let recorded = match journal::read(&fs::read(path)?) {
            Err(JournalError::Empty) => return Ok(fs::remove_file(path).map(|()| None)?),
            read => read?,
        };
        let script = versions.all.get(&recorded.digest).ok_or("its version is not stored")?;
        let resumed = recorded.resume(script)?;
        let file = OpenOptions::new().append(true).open(path)?;
        // Half a line is left of an event that nobody was told of.
        file.set_len(recorded.whole as u64)?;
        Ok(Some(Self { session: resumed.session, journal: resumed.writer, file, is_broken: false }))
    }

    /// Takes an event that was meant for `position`. Whoever gets `Ok` can rely on it: it is on the disk.
    fn apply(&mut self, event: EventKind, position: Option<usize>) -> Result<(), Failure> {
        if self.is_broken {
            return Err("an earlier event could not be stored".into());
        }
        // On a copy: what cannot be stored has not happened.
        let mut next = self.session.clone();
        next.apply(event, position, Timestamp::now())?;
        self.store(next)
    }

    fn store(&mut self, next: Session) -> Result<(), Failure> {
        let mut journal = self.journal.clone();
        let lines = journal.lines(&next);
        let stored = self.file.write_all(lines.as_bytes()).and_then(|()| self.file.sync_data());
        self.is_broken = stored.is_err();
        stored?;
        (self.session, self.journal) = (next, journal);
        Ok(())
    }

    /// Where the call is, whatever became of the request: whoever was late sees what to do now.
    fn reply(&self, number: u64) -> Value {
        json!({ "call": number, "seq": self.session.position(), "prompt": self.session.prompt() })
    }
}

/// A rule of our own: what is published is linted with it, too.
static BLAME: Rule = Rule {
    name: "acme-blame",
    group: Group::Policies,
    page: "# acme-blame\n\nWords that blame the customer. They end calls early.\n",
};

fn blame(script: &ScriptModel<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for node in script.nodes() {
        for (_, text) in node.say().filter(|(_, text)| text.as_str().contains("your fault")) {
            let message = format!("`{}` blames the customer", node.id());
            findings.push(Finding::at(text.span(), message).node(node.id()).help("say what happens now"));
        }
    }
    findings
}

/// Serves for ever: a thread for each client.
fn serve(folder: &Path) -> Result<(), Failure> {
    let service = Arc::new(Service::open(folder)?);
    let listener = TcpListener::bind("127.0.0.1:0")?;
    writeln!(stdout(), "{}", listener.local_addr()?)?;
    for client in listener.incoming() {
        let (client, service) = (client?, Arc::clone(&service));
        // A client that goes away ends its own thread alone.
        thread::spawn(move || _ = talk(&service, client));
    }
    Ok(())
}

fn talk(service: &Service, mut client: TcpStream) -> io::Result<()> {
    let mut requests = BufReader::new(client.try_clone()?);
    loop {
        let mut line = String::new();
        if requests.by_ref().take(MAX_REQUEST).read_line(&mut line)? == 0 {
            return Ok(());
        }
        let answer = serde_json::from_str(&line).map_err(Failure::from).and_then(|request| service.answer(&request));
        let answer = answer.unwrap_or_else(|error| json!({ "error": error.to_string() }));
        client.write_all(format!("{answer}\n").as_bytes())?;
    }
}

/// Creates a folder that the owner alone can read: journals hold what customers said.
fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// The files in a folder whose names end like this: a file that was not finished has another ending.
fn files(folder: &Path, ending: &str) -> io::Result<Vec<PathBuf>> {
    let paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    Ok(paths.into_iter().filter(|path| path.extension().is_some_and(|found| found == ending)).collect())
}

/// Writes a file that is there whole or not at all, whenever the power goes.
fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let unfinished = folder.join(format!("{name}.unfinished"));
    let mut file = File::create(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&unfinished, folder.join(name))?;
    File::open(folder)?.sync_all()
}

/// A thread that panicked has changed nothing: sessions are replaced whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
