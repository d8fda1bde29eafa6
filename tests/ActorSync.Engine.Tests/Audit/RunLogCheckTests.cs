using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Audit;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using NodaTime;

namespace ActorSync.Engine.Tests.Audit;

/// <summary>Which shortened events of the run log are taken for those that the program itself has shortened.</summary>
public sealed class RunLogCheckTests
{
    private const int Decided = 2;
    private const int Counted = 3;

    private static readonly RunId Run = new("20260302T120000000Z");
    private static readonly RunId Another = new("20260303T120000000Z");
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);

    [Fact]
    public void A_summary_may_be_shortened_where_the_log_says_so_afterwards()
    {
        var log = Log();
        var less = Shorten(log, Decided);

        var check = Check(Told(log, new RunEvent.Redacted(Run, Decided, less.Stored, Noon)), less.Bytes, Decided);

        Assert.Equal((null, 1), (check.Flaw, check.Redacted));
        Assert.True(check.Tells(less));
    }

    [Fact]
    public void What_the_log_says_of_another_run_allows_nothing()
    {
        var log = Log();
        var less = Shorten(log, Decided);

        var check = Check(Told(log, new RunEvent.Redacted(Another, Decided, less.Stored, Noon)), less.Bytes, Decided);

        Assert.Equal(new AuditFlaw(RunLog.LogId, Decided, "text was taken out of it, and nothing in the log says so"), check.Flaw);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_log_tells_of_events_before_alone(int later)
    {
        var log = Log();
        var told = Told(log, new RunEvent.Redacted(Run, log.Count + 1 + later, Digest.Of([]), Noon));

        Assert.Equal((RunLog.LogId, told.Count), (Check(told).Flaw?.Journal, Check(told).Flaw?.Position));
    }

    [Fact]
    public void Nothing_but_a_summary_is_ever_shortened()
    {
        var log = Log();
        var counted = log[Counted - 1];
        var instead = new RunEvent.Counted(Run, RequestCounts.None);
        Assert.Throws<ArgumentException>(() => counted.Redacted(instead));
        Assert.Throws<ArgumentException>(() => counted.Redacted(new RunEvent.Decided(Another, "{}")));

        // As another hand would write it.
        var writer = new PayloadWriter();
        writer.Number(Counted);
        writer.Digest(counted.Previous);
        writer.Digest(counted.Head.Digest);
        writer.Text(RunFormat.ManifestOf(instead));
        RunFormat.Write(writer, instead);
        var forged = writer.Finish();

        var check = Check(Told(log, new RunEvent.Redacted(Run, Counted, Digest.Of(forged), Noon)), forged, Counted);

        Assert.Equal((RunLog.LogId, Counted), (check.Flaw?.Journal, check.Flaw?.Position));
        Assert.Contains("text is never taken out of Counted", check.Flaw!.What, StringComparison.Ordinal);
    }

    private static ImmutableList<LinkedRunEvent> Log() => ((RunEvent[])
    [
        Opened(Run),
        new RunEvent.Decided(Run, "a summary that names somebody"),
        new RunEvent.Counted(Run, new RequestCounts(1, 2, 3, 4, 5, 6)),
        new RunEvent.Closed(Run, RunStatus.Converged, Abandoned: false, "a summary", Noon),
        Opened(Another),
    ]).Aggregate(ImmutableList<LinkedRunEvent>.Empty, Told);

    private static RunEvent.Opened Opened(RunId run) => new(run, "run", new SourceName("hris"), ["people.csv"], "hash", string.Empty, string.Empty, Noon);

    private static ImmutableList<LinkedRunEvent> Told(ImmutableList<LinkedRunEvent> log, RunEvent happened) =>
        log.Add(LinkedRunEvent.After(log.IsEmpty ? default : log[^1].Head, happened, log.Count + 1));

    private static LinkedRunEvent Shorten(ImmutableList<LinkedRunEvent> log, int position) => log[position - 1].Redacted(RunRedaction.Of(log[position - 1].Event, _ => "a summary")!);

    private static RunLogCheck Check(ImmutableList<LinkedRunEvent> log, byte[]? instead = null, int at = 0) => RunLogCheck.Of(
        new Rows([.. log.Select(stored => stored.Position == at ? new JournalRow(at, JournalManifests.RedactedRunEvent, instead!) : new JournalRow(stored.Position, JournalManifests.RunEvent, stored.Bytes))]),
        anchor: null);

    private sealed class Rows(ImmutableArray<JournalRow> log) : IJournalRows
    {
        public IEnumerable<JournalRow> Read(string persistenceId, long after, long until = long.MaxValue) => persistenceId == RunLog.LogId ? log : [];

        public byte[]? ReadSnapshot(string persistenceId, long position) => null;

        public long EndOf(string persistenceId) => log[^1].Position;
    }
}
