//! Tests of the program.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use lettre::AsyncTransport;

use crate::{client, message};

/// Killed when the test ends.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

#[tokio::test]
async fn program_serves_until_sigterm() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mail-catcher"));
    command
        .args(["serve", "--smtp", "127.0.0.1:0", "--http", "127.0.0.1:0"])
        .stdout(Stdio::piped());
    let mut program = Program(command.spawn().unwrap());
    let mut line = String::new();
    BufReader::new(program.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let words: Vec<_> = line.split([' ', ',', '\n']).collect();
    let smtp = words.iter().find(|word| word.starts_with("smtp://")).unwrap();
    let http = words.iter().find(|word| word.starts_with("http://")).unwrap();
    client(smtp).send(message("hello", "text")).await.unwrap();
    let mails: serde_json::Value =
        reqwest::get(format!("{http}email")).await.unwrap().json().await.unwrap();
    assert_eq!(mails[0]["subject"], "hello");
    let signal =
        Command::new("kill").args(["-TERM", &program.0.id().to_string()]).status().unwrap();
    assert!(signal.success() && program.0.wait().unwrap().success());
}
