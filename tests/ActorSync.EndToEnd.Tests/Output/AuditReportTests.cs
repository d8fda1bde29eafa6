using ActorSync.Cli.Output;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Engine.Audit;
using NodaTime;

namespace ActorSync.EndToEnd.Tests.Output;

public sealed class AuditReportTests
{
    [Fact]
    public void A_cut_is_told_with_when_it_was_made_and_how_far_back_the_records_reach()
    {
        using var text = new StringWriter();

        AuditReport.Write(
            new ReportWriter(text, terminal: null),
            new AuditVerdict([], Runs: 1, Records: 2, LastSeal: null, Unsealed: 0)
            {
                CutAt = new RunId("20260301T120000000Z"),
                CutOn = Instant.FromUtc(2026, 4, 2, 12, 0),
                ReachesBackTo = Instant.FromUtc(2026, 3, 1, 12, 5),
            });

        Assert.Contains(
            "Cut by retention on 2026-04-02 12:00:00 UTC, up to run 20260301T120000000Z: the records reach back to 2026-03-01 12:05:00 UTC.", text.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "/state/audit-seal.json is missing")]
    [InlineData(true, "This host keeps no last seal beside the journal (/state/audit-seal.json)")]
    public void A_last_seal_that_is_not_kept_beside_the_journal_is_told(bool isOnServer, string told)
    {
        using var text = new StringWriter();

        AuditReport.Write(
            new ReportWriter(text, terminal: null),
            new AuditVerdict([], Runs: 1, Records: 2, LastSeal: default(Digest), Unsealed: 0) { MissingSealFile = "/state/audit-seal.json", IsOnServer = isOnServer });

        Assert.Contains(told, text.ToString(), StringComparison.Ordinal);
    }
}
