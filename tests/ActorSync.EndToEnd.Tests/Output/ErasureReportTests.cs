using ActorSync.Cli.Output;
using ActorSync.Core.Audit;
using ActorSync.Engine.Audit;

namespace ActorSync.EndToEnd.Tests.Output;

public sealed class ErasureReportTests
{
    [Fact]
    public void What_a_restore_has_put_aside_is_told_place_by_place_with_how_it_is_deleted()
    {
        using var text = new StringWriter();
        var erasure = new Erasure([new Pseudonym(17, 231)], Redacted: 1, Plans: 1, Naming: 0, IsCompacted: true)
        {
            LeftBehind = 2,
            SetAside = ["/state/target.replaced-20260301T000000000Z", "schema actorsync_replaced_20260301t000000000_0"],
        };

        new ErasureReport("000103", erasure).Write(new ReportWriter(text, terminal: null));

        Assert.Contains("Deleted as well: 2 folders of processes that had died.", text.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "A restore, or a process that died, has left /state/target.replaced-20260301T000000000Z, which may still name the person. Once nobody wants to go back to it, delete that folder.",
            text.ToString(),
            StringComparison.Ordinal);
        Assert.Contains("say DROP SCHEMA actorsync_replaced_20260301t000000000_0 CASCADE on the server.", text.ToString(), StringComparison.Ordinal);
    }
}
