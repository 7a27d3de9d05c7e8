//! The service tries itself: what `docs/embedding.md` promises must hold, or the program fails.

use std::io::{BufRead, BufReader, Write, stdout};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Barrier, Mutex};
use std::time::Duration;
use std::{env, fs, process, thread};

use serde_json::{Value, json};

use super::{Failure, lock};

/// How many requests race for one step, and how often the service is killed.
const RACERS: usize = 20;
const KILLS: u64 = 6;

const PARCEL: &str = "callscript: 1
id: parcel
title: Where is my parcel
start: status
outcomes: { found: Parcel found, searching: Search started }
nodes:
  status:
    say: Does the message say that the parcel was delivered?
    answers: { It says delivered: search, It is on its way: { end: found } }
  search:
    run: search
    then: { found: { end: found }, lost: { end: searching } }
";

const SEARCH: &str = "callscript: 1
id: search
title: Search for a parcel
start: look
outcomes: { found: Parcel found, lost: Parcel lost }
nodes:
  look:
    say: Could a neighbour have taken it in?
    answers: { 'Yes, there it is': { end: found }, 'No': { end: lost } }
";

pub(super) fn run() -> Result<(), Failure> {
    let folder = Folder(env::temp_dir().join(format!("callscript-service-{}", process::id())));
    let mut service = Service::start(&folder.0)?;
    refuse_a_bad_version(&service)?;
    service.publish(SEARCH)?;
    race(&service)?;
    let acknowledged = kill(&mut service, &folder.0)?;
    change_a_subscript(&mut service, &folder.0)?;
    say(&format!(
        "of {RACERS} racing requests one won; after {KILLS} kills all {acknowledged} acknowledged steps were there; \
         old calls kept their version"
    ))
}

/// What has errors is not published, nor what a rule of our own forbids.
fn refuse_a_bad_version(service: &Service) -> Result<(), Failure> {
    for (right, wrong) in [("start: look", "start: lok"), ("Could a", "It is your fault. Could a")] {
        let answer = service.client()?.publish(&SEARCH.replace(right, wrong))?;
        ensure(answer["findings"].as_array().is_some_and(|all| all.len() == 1), "one finding", &answer)?;
    }
    let answer = service.client()?.ask(&json!({ "start": {} }))?;
    ensure(answer["error"] == "nothing is published", "no call without a version", &answer)
}

/// Twenty requests for the same position: one wins, and the others are told where the call is now.
fn race(service: &Service) -> Result<(), Failure> {
    let started = service.client()?.ask(&json!({ "start": {} }))?;
    let (call, seq) = (&started["call"], &started["seq"]);
    let barrier = Barrier::new(RACERS);
    let answers = thread::scope(|scope| {
        let racer = || {
            let mut client = service.client()?;
            barrier.wait();
            client.answer(call, seq, "it-says-delivered")
        };
        let racers: Vec<_> = (0..RACERS).map(|_| scope.spawn(racer)).collect();
        racers.into_iter().map(|racer| racer.join().map_err(|_| "a racer panicked")?).collect::<Result<Vec<_>, _>>()
    })?;
    let (won, late): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.get("error").is_none());
    ensure(won.len() == 1 && late.len() == RACERS - 1, "one winner", &json!(answers))?;
    for answer in answers {
        ensure(answer["seq"] == 1 && answer["prompt"]["node"] == "look", "the prompt as it is now", &answer)?;
        let error = answer["error"].as_str().unwrap_or("the call has moved on");
        ensure(error.starts_with("the call has moved on"), "moved on", &answer)?;
    }
    Ok(())
}

/// Kills the service in the midst of its work. Everything that it acknowledged is there afterwards. Returns how much that was.
fn kill(service: &mut Service, folder: &Path) -> Result<u64, Failure> {
    let mut all = 0;
    for round in 0..KILLS {
        let (address, acknowledged) = (service.address.clone(), Mutex::new(Vec::new()));
        thread::scope(|scope| {
            for _ in 0..4 {
                // The threads end with the service: it does not answer any more.
                scope.spawn(|| _ = busy(&address, &acknowledged));
            }
            thread::sleep(Duration::from_millis(60 + 17 * round));
            service.process.kill()
        })?;
        service.process.wait()?;
        *service = Service::start(folder)?;
        let mut client = service.client()?;
        for (call, seq) in lock(&acknowledged).iter() {
            let answer = client.ask(&json!({ "call": call }))?;
            let found = answer["seq"].as_u64();
            // One step more may have been stored when the answer could not be sent any more.
            let is_there = found.is_some_and(|found| found == *seq || found == seq + 1);
            ensure(is_there, &format!("step {seq} of call {call}"), &answer)?;
            all += seq + 1;
        }
    }
    ensure(all > KILLS, "steps between the kills", &json!(all))?;
    Ok(all)
}

/// Walks calls, and notes the last step of each that was acknowledged.
fn busy(address: &str, acknowledged: &Mutex<Vec<(u64, u64)>>) -> Result<(), Failure> {
    let mut client = Client::connect(address)?;
    loop {
        let mut answer = client.ask(&json!({ "start": {} }))?;
        let number = answer["call"].as_u64().ok_or("no call")?;
        let place = {
            let mut all = lock(acknowledged);
            all.push((number, 0));
            all.len() - 1
        };
        for step in 0..20 {
            answer = if step % 2 == 0 {
                client.answer(&answer["call"], &answer["seq"], "it-says-delivered")?
            } else {
                client.step(&answer["call"], &answer["seq"], &json!({ "event": "back" }))?
            };
            lock(acknowledged)[place].1 = answer["seq"].as_u64().ok_or("no seq")?;
        }
    }
}

/// A call that has begun goes on with the texts of its version, the subscript's too.
fn change_a_subscript(service: &mut Service, folder: &Path) -> Result<(), Failure> {
    let (old, new) = ("Could a neighbour have taken it in?", "Have you looked in the garage?");
    let before = service.client()?.ask(&json!({ "start": {} }))?;
    let published = service.client()?.publish(&SEARCH.replace(old, new))?;
    ensure(published["version"].is_string(), "a new version", &published)?;
    let after = service.client()?.ask(&json!({ "start": {} }))?;
    // Now, and when all that is left is what was stored.
    service.process.kill()?;
    service.process.wait()?;
    *service = Service::start(folder)?;
    let again = service.client()?.ask(&json!({ "start": {} }))?;
    for (call, words) in [(before, old), (after, new), (again, new)] {
        let answer = service.client()?.answer(&call["call"], &call["seq"], "it-says-delivered")?;
        ensure(answer["prompt"]["say"] == words, words, &answer)?;
    }
    Ok(())
}

/// The service as a process of its own.
struct Service {
    process: Child,
    address: String,
}

impl Service {
    fn start(folder: &Path) -> Result<Self, Failure> {
        let mut process = Command::new(env::current_exe()?).arg(folder).stdout(Stdio::piped()).spawn()?;
        let mut address = String::new();
        let output = process.stdout.take().ok_or("no output")?;
        BufReader::new(output).read_line(&mut address)?;
        Ok(Self { process, address: address.trim().to_owned() })
    }

    fn client(&self) -> Result<Client, Failure> {
        Client::connect(&self.address)
    }

    fn publish(&self, search: &str) -> Result<(), Failure> {
        let answer = self.client()?.publish(search)?;
        ensure(answer["version"].is_string(), "a version", &answer)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        _ = self.process.kill();
        _ = self.process.wait();
    }
}

struct Client {
    stream: TcpStream,
    replies: BufReader<TcpStream>,
}

impl Client {
    fn connect(address: &str) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address)?;
        Ok(Self { replies: BufReader::new(stream.try_clone()?), stream })
    }

    fn ask(&mut self, request: &Value) -> Result<Value, Failure> {
        self.stream.write_all(format!("{request}\n").as_bytes())?;
        let mut reply = String::new();
        self.replies.read_line(&mut reply)?;
        Ok(serde_json::from_str(&reply)?)
    }

    fn step(&mut self, call: &Value, seq: &Value, event: &Value) -> Result<Value, Failure> {
        self.ask(&json!({ "call": call, "seq": seq, "event": event }))
    }

    fn answer(&mut self, call: &Value, seq: &Value, answer: &str) -> Result<Value, Failure> {
        self.step(call, seq, &json!({ "event": "answered", "answer": answer }))
    }

    fn publish(&mut self, search: &str) -> Result<Value, Failure> {
        self.ask(&json!({ "publish": "parcel", "texts": { "parcel.yaml": PARCEL, "search.yaml": search } }))
    }
}

/// A folder that goes when the trial is over.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        _ = fs::remove_dir_all(&self.0);
    }
}

fn ensure(holds: bool, wanted: &str, answer: &Value) -> Result<(), Failure> {
    if holds { Ok(()) } else { Err(format!("expected: {wanted}; the service said {answer}").into()) }
}

fn say(words: &str) -> Result<(), Failure> {
    Ok(writeln!(stdout(), "{words}")?)
}
