//! A recorded flow as a script for pgbench: the same statements, with the values of another client
//! each time.

use std::collections::BTreeMap;

use anyhow::{Result, bail};

use super::record::Statement;

/// The one city, which is always the same.
const CITY: &str = "00000000-0000-7000-8000-000000000001";
const UUID_LENGTH: usize = 36;

/// A script in the making.
pub(super) struct Replay {
    /// Values of the recording, and the variables that pgbench has in their place.
    known: Vec<(String, String)>,
    /// What pgbench asks for first, to have values: name and expression.
    fresh: Vec<(String, String)>,
    composed: BTreeMap<String, String>,
    constants: BTreeMap<String, String>,
    lines: Vec<String>,
}

impl Replay {
    /// With the values of one recording, each by the variable that stands for it.
    pub(super) fn new(known: &[(String, String)]) -> Self {
        let known = known.iter().filter(|(value, _)| !value.is_empty()).cloned().collect();
        let (composed, constants) = (BTreeMap::new(), BTreeMap::new());
        Self { known, fresh: Vec::new(), composed, constants, lines: Vec::new() }
    }

    /// Another recording's values of the same variables.
    pub(super) fn also_known(&mut self, known: &[(String, String)]) {
        self.known.extend(known.iter().filter(|(value, _)| !value.is_empty()).cloned());
    }

    /// Adds statements.
    pub(super) fn add(&mut self, statements: &[Statement]) {
        for statement in statements {
            let sql = self.statement(statement);
            self.lines.push(format!("{sql};"));
        }
    }

    /// Adds an insert that may find the place taken, which `won` then tells.
    pub(super) fn add_attempt(&mut self, insert: &Statement) -> Result<()> {
        let sql = self.statement(insert);
        let Some((insert, returning)) = sql.split_once(" RETURNING ") else {
            bail!("not what was expected: {sql}")
        };
        self.lines.push(format!(
            "with tried as ({insert} on conflict do nothing returning {returning}) select \
                count(*) as won from tried \\gset"
        ));
        Ok(())
    }

    /// Adds a line as it is.
    pub(super) fn line(&mut self, line: &str) {
        self.lines.push(line.to_owned());
    }

    /// The script, which begins with `head`; and `from`, where the columns of the variables that
    /// are looked up come from.
    pub(super) fn finish(self, head: &str, from: Option<&str>) -> (String, Vec<(String, String)>) {
        let mut text = format!("{head}\n");
        if let Some(from) = from {
            let fresh: String =
                self.fresh.iter().map(|(name, sql)| format!(", {sql} as {name}")).collect();
            let composed: String =
                self.composed.iter().map(|(sql, name)| format!(", {sql} as {name}")).collect();
            text += &format!(
                "select v.*{composed} from (select w.*{fresh} from ({from}) w) v \\gset\n"
            );
        }
        text += &self.lines.join("\n");
        text.push('\n');
        (text, self.constants.into_iter().map(|(value, name)| (name, value)).collect())
    }

    /// With variables in the place of `$1` and the others.
    fn statement(&mut self, statement: &Statement) -> String {
        let mut sql = statement.sql.trim_end().trim_end_matches(';').to_owned();
        for (index, value) in statement.values.iter().enumerate().rev() {
            let variable = match value {
                None => "null".to_owned(),
                Some(value) => format!(":{}", self.variable(value)),
            };
            sql = sql.replace(&format!("${}", index + 1), &variable);
        }
        sql
    }

    /// The variable for a value: one that is known, one that is made of those, or else the value
    /// itself.
    fn variable(&mut self, value: &str) -> String {
        self.meet(value);
        if let Some((_, name)) = self.known.iter().find(|(known, _)| known == value) {
            return name.clone();
        }
        let sql = self.expression(value);
        if let Some(sql) = sql {
            let name = format!("made{}", self.composed.len());
            return self.composed.entry(sql).or_insert(name).clone();
        }
        let name = format!("fixed{}", self.constants.len());
        self.constants.entry(value.to_owned()).or_insert(name).clone()
    }

    /// Every id in it that is not known yet is new each time.
    fn meet(&mut self, value: &str) {
        let ids = (0..value.len())
            .filter_map(|at| value.get(at..at + UUID_LENGTH))
            .filter(|text| is_uuid(text));
        for id in ids.chain(Some(value).filter(|value| value.starts_with("seti_"))) {
            if id != CITY && !self.known.iter().any(|(known, _)| known == id) {
                let name = format!("fresh{}", self.fresh.len());
                let sql = if is_uuid(id) {
                    "gen_random_uuid()"
                } else {
                    "'seti_' || md5(random()::text)"
                };
                self.fresh.push((name.clone(), sql.to_owned()));
                self.known.push((id.to_owned(), name));
            }
        }
    }

    /// A text that has ids or addresses in it, as SQL; `None` when it has none.
    fn expression(&self, value: &str) -> Option<String> {
        let found = self.known.iter().filter(|(known, _)| is_uuid(known) || known.contains('@'));
        let (known, name) = found
            .filter_map(|pair| Some((value.find(&pair.0)?, pair)))
            .min_by_key(|(at, _)| *at)?
            .1;
        let (before, after) = value.split_once(known.as_str())?;
        let quote = |text: &str| format!("'{}'", text.replace('\'', "''"));
        let after = self.expression(after).unwrap_or_else(|| quote(after));
        Some(format!("{} || {name}::text || {after}", quote(before)))
    }
}

fn is_uuid(text: &str) -> bool {
    let is_right = |(at, byte): (usize, u8)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    text.len() == UUID_LENGTH && text.bytes().enumerate().all(is_right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replay_generates_new_ids() {
        let (driver, new) =
            ("00000000-0000-7000-8000-00000000000a", "00000000-0000-7000-8000-00000000000b");
        let values = [new, driver, &format!("user:{driver}"), "held", CITY]
            .map(|value| Some(value.to_owned()));
        let insert = Statement {
            sql: "insert into r values ($1, $2, $3, $4, $5, $6)".to_owned(),
            values: [&values[..], &[None]].concat(),
        };
        let mut replay = Replay::new(&[(driver.to_owned(), "driver".to_owned())]);
        replay.add(&[insert]);
        let (text, constants) = replay.finish("\\set n 1", Some("select driver from drivers"));
        assert_eq!(
            text,
            "\\set n 1\n\
             select v.*, 'user:' || driver::text || '' as made0 from (select w.*, \
             gen_random_uuid() as fresh0 from (select driver from drivers) w) v \\gset\n\
             insert into r values (:fresh0, :driver, :made0, :fixed1, :fixed0, null);\n"
        );
        assert_eq!(
            constants,
            [("fixed0".to_owned(), CITY.to_owned()), ("fixed1".to_owned(), "held".to_owned())]
        );
    }
}
