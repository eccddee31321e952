/** Every text that an operator reads, one constant a page. Times and amounts come in already written. */

export * from "./books";
export * from "./console";
export * from "./drivers";
export * from "./layout";
export * from "./work";
