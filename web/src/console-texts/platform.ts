export const jobTexts = {
  kind: "Kind",
  kindHint: "such as charge.collect",
  runAt: "Due",
  attempts: "Attempts",
  error: "Last error",
  about: "About",
  requeue: "Requeue",
  requeueText: "It is done as soon as possible, with all its attempts. Jobs are safe to run twice.",
  discard: "Discard",
  discardText: "Whatever it was to do is not done. This cannot be undone.",
};

export const auditTexts = {
  at: "When",
  actor: "Who",
  action: "What",
  actionHint: "such as spot.retire",
  subject: "To what",
  subjectId: "Id of the thing",
  note: "Why",
  change: "Change",
  before: "Before",
  after: "After",
  command: "Command line",
};
