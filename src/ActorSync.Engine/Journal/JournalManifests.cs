namespace ActorSync.Engine.Journal;

/// <summary>The names under which payloads are stored; a name stays readable for ever, and a changed format gets a new one.</summary>
internal static class JournalManifests
{
    public const string Batch = "batch/1";
    public const string Batch2 = "batch/2";
    public const string Batch3 = "batch/3";
    public const string Batch4 = "batch/4";
    public const string Partition = "partition/1";
    public const string Partition2 = "partition/2";
    public const string Partition3 = "partition/3";
    public const string Partition4 = "partition/4";
    public const string Partition5 = "partition/5";
    public const string RunOpened = "run-opened/1";
    public const string RunDecided = "run-decided/1";
    public const string SourceAccepted = "source-accepted/1";
    public const string RunCounted = "run-counted/1";
    public const string RunCounted2 = "run-counted/2";
    public const string RunCounted3 = "run-counted/3";
    public const string RunResumed = "run-resumed/1";
    public const string RunInterrupted = "run-interrupted/1";
    public const string RunInterrupted2 = "run-interrupted/2";
    public const string RunClosed = "run-closed/1";
    public const string RunEvent = "run-event/1";
    public const string RedactedRunEvent = "run-event-redacted/1";
    public const string RunCut = "run-cut/1";
    public const string RunRedacted = "run-redacted/1";
    public const string RunTakenUp = "run-taken-up/1";
    public const string RunSealed = "run-sealed/1";
    public const string PauseBegan = "pause-began/1";
    public const string RunHistory = "run-history/1";
    public const string RunHistory2 = "run-history/2";
    public const string RunHistory3 = "run-history/3";
    public const string RunHistory4 = "run-history/4";
    public const string RunHistory5 = "run-history/5";

    /// <summary>The kinds that name people by themselves.</summary>
    public static IReadOnlyList<string> Naming { get; } = [Batch, Batch2, Batch3, Partition, Partition2, Partition3, Partition4];
}
