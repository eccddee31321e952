//! Converts recorded statements into a pgbench script whose values differ for each client and run.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use regex::Regex;

use super::record::Statement;

/// The id of the only city, which is constant.
const CITY: &str = "00000000-0000-7000-8000-000000000001";
/// Ids of rows and of card setups at Stripe.
const ID: &str = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|^seti_.*";

/// Builds a script.
pub(super) struct Replay {
    /// Recorded values and the variables that replace them.
    known: Vec<(String, String)>,
    /// Variables that are computed first: name and SQL expression.
    fresh: Vec<(String, String)>,
    /// Variables by the SQL expression that combines others.
    composed: BTreeMap<String, String>,
    /// Variables by constant value.
    constants: BTreeMap<String, String>,
    choices: Vec<Choice>,
    lines: Vec<String>,
    id: Regex,
}

/// A query that chooses a row.
struct Choice {
    sql: String,
    /// Of the variables that its columns become.
    prefix: String,
    /// Number of its line.
    line: usize,
    /// Columns by the SQL expression that contains columns of the row.
    composed: BTreeMap<String, String>,
}

/// A part of a value.
enum Part {
    Text(String),
    Variable(String),
}

impl Part {
    /// The expression of a query whose columns are the variables.
    fn sql(&self) -> String {
        match self {
            Self::Text(text) => format!("'{}'", text.replace('\'', "''")),
            Self::Variable(name) => format!("{name}::text"),
        }
    }

    /// The expression of a query around a choice, whose row is `c`.
    fn sql_around(&self, prefix: &str) -> String {
        match self {
            Self::Variable(name) => match name.strip_prefix(prefix) {
                Some(column) => format!("c.{column}::text"),
                None => format!(":{name}::text"),
            },
            text @ Self::Text(_) => text.sql(),
        }
    }
}

impl Choice {
    fn has(&self, part: &Part) -> bool {
        matches!(part, Part::Variable(name) if name.starts_with(&self.prefix))
    }

    /// The variable of a value that contains columns of the row.
    fn variable(&mut self, parts: &[Part]) -> String {
        let parts: Vec<String> = parts.iter().map(|part| part.sql_around(&self.prefix)).collect();
        let column = format!("composed{}", self.composed.len());
        let column = self.composed.entry(parts.join(" || ")).or_insert(column);
        format!("{}{column}", self.prefix)
    }

    fn text(&self) -> String {
        let Self { sql, prefix, .. } = self;
        if self.composed.is_empty() {
            return format!("{sql} \\gset {prefix}");
        }
        let composed: String =
            self.composed.iter().map(|(sql, column)| format!(", {sql} as {column}")).collect();
        format!("select c.*{composed} from ({sql}) c \\gset {prefix}")
    }
}

impl Replay {
    /// `known` maps values of a recording to variables.
    pub(super) fn new(known: &[(String, String)]) -> Result<Self> {
        let mut replay = Self {
            known: Vec::new(),
            fresh: Vec::new(),
            composed: BTreeMap::new(),
            constants: BTreeMap::new(),
            choices: Vec::new(),
            lines: Vec::new(),
            id: Regex::new(ID)?,
        };
        replay.add_known(known);
        Ok(replay)
    }

    /// Values of another recording for the same variables.
    pub(super) fn add_known(&mut self, known: &[(String, String)]) {
        self.known.extend(known.iter().filter(|(value, _)| !value.is_empty()).cloned());
    }

    pub(super) fn add(&mut self, statements: &[Statement]) {
        for statement in statements {
            let sql = self.statement(statement);
            self.lines.push(format!("{sql};"));
        }
    }

    /// Adds an insert that may conflict; the variable `won` is 1 when it succeeds.
    pub(super) fn add_conflicting_insert(&mut self, insert: &Statement) -> Result<()> {
        let sql = self.statement(insert);
        let Some((insert, returning)) = sql.split_once(" RETURNING ") else {
            bail!("no RETURNING clause: {sql}")
        };
        self.lines.push(format!(
            "with tried as ({insert} on conflict do nothing returning {returning}) select \
                count(*) as won from tried \\gset"
        ));
        Ok(())
    }

    /// Adds a query that chooses a row; its columns become variables with this prefix.
    pub(super) fn add_choice(&mut self, query: &Statement, prefix: &str) {
        let (sql, prefix) = (self.statement(query), prefix.to_owned());
        let line = self.lines.len();
        self.choices.push(Choice { sql, prefix, line, composed: BTreeMap::new() });
        self.lines.push(String::new());
    }

    /// Adds a line verbatim.
    pub(super) fn line(&mut self, line: &str) {
        self.lines.push(line.to_owned());
    }

    /// Returns the script, which begins with `head`, and the constants. The query `from` selects
    /// the variables that are looked up.
    pub(super) fn finish(
        mut self,
        head: &str,
        from: Option<&str>,
    ) -> (String, Vec<(String, String)>) {
        for choice in &self.choices {
            if let Some(line) = self.lines.get_mut(choice.line) {
                *line = choice.text();
            }
        }
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

    /// Replaces `$1` and so on by variables.
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

    /// The variable of a value: known, composed of known values, or constant.
    fn variable(&mut self, value: &str) -> String {
        self.add_fresh(value);
        if let Some((_, name)) = self.known.iter().find(|(known, _)| known == value) {
            return name.clone();
        }
        if let Some(parts) = self.parts(value) {
            let is_chosen = |choice: &&mut Choice| parts.iter().any(|part| choice.has(part));
            if let Some(choice) = self.choices.iter_mut().find(is_chosen) {
                return choice.variable(&parts);
            }
            let sql = parts.iter().map(Part::sql).collect::<Vec<_>>().join(" || ");
            let name = format!("composed{}", self.composed.len());
            return self.composed.entry(sql).or_insert(name).clone();
        }
        let name = format!("fixed{}", self.constants.len());
        self.constants.entry(value.to_owned()).or_insert(name).clone()
    }

    /// Each unknown id in the value is generated in every run.
    fn add_fresh(&mut self, value: &str) {
        for id in self.id.find_iter(value).map(|id| id.as_str()) {
            if id != CITY && !self.known.iter().any(|(known, _)| known == id) {
                let name = format!("fresh{}", self.fresh.len());
                let is_intent = id.starts_with("seti_");
                let sql =
                    if is_intent { "'seti_' || md5(random()::text)" } else { "gen_random_uuid()" };
                self.fresh.push((name.clone(), sql.to_owned()));
                self.known.push((id.to_owned(), name));
            }
        }
    }

    /// The parts of a value that contains known ids or addresses.
    fn parts(&self, value: &str) -> Option<Vec<Part>> {
        let found = self.known.iter().filter(|(known, _)| {
            let is_id = self.id.is_match(known) && !known.starts_with("seti_");
            is_id || known.contains('@')
        });
        let (known, name) = found
            .filter_map(|pair| Some((value.find(&pair.0)?, pair)))
            .min_by_key(|(at, _)| *at)?
            .1;
        let (before, after) = value.split_once(known.as_str())?;
        let mut parts = vec![Part::Text(before.to_owned()), Part::Variable(name.clone())];
        parts.extend(self.parts(after).unwrap_or_else(|| vec![Part::Text(after.to_owned())]));
        Some(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chosen_row_is_used_afterwards() {
        let spot = "00000000-0000-7000-8000-00000000000a";
        let known = [(spot.to_owned(), "spot_id".to_owned())];
        let mut replay = Replay::new(&known).unwrap();
        replay.add_choice(&Statement { sql: "select id".to_owned(), values: Vec::new() }, "spot_");
        let values = vec![Some(spot.to_owned())];
        replay.add(&[Statement { sql: "insert into r values ($1)".to_owned(), values }]);
        let (text, _) = replay.finish("\\set n 1", None);
        assert_eq!(text, "\\set n 1\nselect id \\gset spot_\ninsert into r values (:spot_id);\n");
    }

    #[test]
    fn value_with_a_chosen_row_comes_from_the_choice() {
        let [spot, site] =
            ["a", "b"].map(|end| format!("00000000-0000-7000-8000-00000000000{end}"));
        let known = [(spot.clone(), "spot_id".to_owned()), (site.clone(), "site_id".to_owned())];
        let mut replay = Replay::new(&known).unwrap();
        replay.add_choice(&Statement { sql: "select id".to_owned(), values: Vec::new() }, "spot_");
        let values = [format!("{{{spot}}}"), format!("{spot}:{site}")].map(Some).to_vec();
        replay.add(&[Statement { sql: "select $1, $2".to_owned(), values }]);
        let (text, _) = replay.finish("\\set n 1", None);
        assert_eq!(
            text,
            "\\set n 1\n\
             select c.*, '' || c.id::text || ':' || :site_id::text || '' as composed0, '{' \
             || c.id::text || '}' as composed1 from (select id) c \\gset spot_\n\
             select :spot_composed1, :spot_composed0;\n"
        );
    }

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
        let mut replay = Replay::new(&[(driver.to_owned(), "driver".to_owned())]).unwrap();
        replay.add(&[insert]);
        let (text, constants) = replay.finish("\\set n 1", Some("select driver from drivers"));
        assert_eq!(
            text,
            "\\set n 1\n\
             select v.*, 'user:' || driver::text || '' as composed0 from (select w.*, \
             gen_random_uuid() as fresh0 from (select driver from drivers) w) v \\gset\n\
             insert into r values (:fresh0, :driver, :composed0, :fixed1, :fixed0, null);\n"
        );
        assert_eq!(
            constants,
            [("fixed0".to_owned(), CITY.to_owned()), ("fixed1".to_owned(), "held".to_owned())]
        );
    }
}
