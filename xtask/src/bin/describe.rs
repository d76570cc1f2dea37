//! Prints the TypeScript description of the engine, which the release build keeps as
//! `dist/engine.d.ts`.

fn main() {
    print!("{}", new_citizen_calculator::embed::typescript());
}
