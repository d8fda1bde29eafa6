using System.Text;
using System.Text.Json;
using ActorSync.Cli.Output;
using ActorSync.Core.Runs;
using ActorSync.Engine.Audit;
using ActorSync.Engine.Backup;
using NodaTime;

namespace ActorSync.EndToEnd.Tests.Output;

public sealed class BackupReportTests
{
    [Fact]
    public void A_run_that_was_open_in_the_replaced_state_is_named_with_what_becomes_of_it()
    {
        var verdict = new AuditVerdict([], Runs: 1, Records: 2, LastSeal: null, Unsealed: 0);
        var done = new RestoreDone(Instant.FromUtc(2026, 3, 2, 12, 0), "/state/target", ["/state/target.replaced-1"], verdict, ReplacedSeal: null, OpenRun: null)
        {
            ReplacedOpenRun = new RunId("20260302T130000000Z"),
        };
        using var text = new StringWriter();
        using var json = new MemoryStream();

        BackupReport.Write(new ReportWriter(text, terminal: null), done);
        using (var writer = new Utf8JsonWriter(json))
        {
            BackupReport.WriteJson(writer, done);
        }

        Assert.Contains("attention: Run 20260302T130000000Z was open in the state that was replaced", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("cannot be resumed from here any more", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"replacedOpenRun\":\"20260302T130000000Z\"", Encoding.UTF8.GetString(json.ToArray()), StringComparison.Ordinal);
    }
}
