//! Makes cargo notice new migrations: the macro that embeds them does not.

fn main() {
    println!("cargo::rerun-if-changed=../migrations");
}
