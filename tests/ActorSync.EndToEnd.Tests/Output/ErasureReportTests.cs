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

    [Fact]
    public void Of_a_journal_on_a_server_it_is_said_what_the_server_keeps_beside_its_tables()
    {
        var inFile = new Erasure([new Pseudonym(17, 231)], Redacted: 1, Plans: 1, Naming: 0, IsCompacted: true);

        var (file, server) = (Told(inFile), Told(inFile with { IsOnServer = true }));

        Assert.Contains("The bytes are gone from the journal's files.", file, StringComparison.Ordinal);
        Assert.DoesNotContain("write-ahead log", file, StringComparison.Ordinal);
        Assert.Contains("The bytes are gone from the journal's tables.", server, StringComparison.Ordinal);
        Assert.Contains("Nor are the server's write-ahead log, its archives, its replicas", server, StringComparison.Ordinal);
    }

    private static string Told(Erasure erasure)
    {
        using var text = new StringWriter();
        new ErasureReport("000103", erasure).Write(new ReportWriter(text, terminal: null));
        return text.ToString().ReplaceLineEndings(" ");
    }
}
