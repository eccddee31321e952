export const jobTexts = {
  kind: "Kind",
  kindHint: "for example charge.collect",
  runAt: "Due",
  attempts: "Attempts",
  result: "Result",
  showResult: "Show",
  error: "Last error",
  about: "Payload",
  requeue: "Requeue",
  requeueText: "Runs the job as soon as possible, with all attempts again. Jobs are safe to run twice.",
  discard: "Discard",
  discardText: "The job will not run. This cannot be undone.",
};

export const auditTexts = {
  at: "Time",
  actor: "Actor",
  action: "Action",
  actionHint: "for example spot.retire",
  subject: "Subject",
  subjectId: "Subject id",
  note: "Reason",
  change: "Change",
  before: "Before",
  after: "After",
  command: "Command line",
};
