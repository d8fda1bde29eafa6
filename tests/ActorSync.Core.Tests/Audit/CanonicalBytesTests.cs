using System.Text;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Audit;

/// <summary>The bytes that digests are of: whoever verifies an export makes the same ones, so they never change.</summary>
public sealed class CanonicalBytesTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 1, 12, 0);
    private static readonly RunId Run = new("20260301T120000000Z");
    private static readonly Digest Abc = Digest.Of("abc"u8);
    private static readonly Digest Nothing = Digest.Of([]);

    [Fact]
    public void A_record_of_a_written_skill_with_its_row()
    {
        var record = new AuditRecord(
            new(17, 231), 41, 3, Noon + Duration.FromMilliseconds(1_500), Run,
            new(ValueKind.Skill, "billing", "2", "3.5", new(OperationCause.NoLongerStated), new(1, 7), Noon));

        const string Expected = """{"person":"p17-231","event":41,"place":3,"at":"2026-03-01T12:00:00Z","knownAt":"2026-03-01T12:00:01.5Z","run":"20260301T120000000Z","kind":"skill","id":"billing","before":"2","after":"3.5","cause":"noLongerStated","file":1,"line":7}""";
        Assert.Equal(Expected, Encoding.UTF8.GetString(record.Canonical()));
        Assert.Equal(MerkleTree.Leaf(Encoding.UTF8.GetBytes(Expected)), record.Digest);
    }

    [Fact]
    public void A_record_of_a_certification_that_somebody_else_took_away_outside_any_run()
    {
        var record = new AuditRecord(new(0, 1), 1, 0, Noon, null, new(ValueKind.Certification, "pci", AuditValue.NoDates, null, ChangeCause.Elsewhere, Row: null, Noon));

        Assert.Equal(
            """{"person":"p0-1","event":1,"place":0,"at":"2026-03-01T12:00:00Z","knownAt":"2026-03-01T12:00:00Z","run":null,"kind":"certification","id":"pci","before":"-/-","after":null,"cause":"elsewhere"}""",
            Encoding.UTF8.GetString(record.Canonical()));
    }

    [Fact]
    public void The_facts_of_a_closed_run()
    {
        var run = Opened() with
        {
            Operators = [new(2, Noon), new(1, Noon + Duration.FromHours(1))],
            End = new RunEnd(RunStatus.Converged, Abandoned: false, "abc", Noon + Duration.FromHours(2)),
        };

        var expected = $$"""{"run":"20260301T120000000Z","command":"apply","source":"hris","files":["plan.json","people.csv"],"configuration":"hash","plan":"plan-1","accepted":"checked by hand","startedAt":"2026-03-01T12:00:00Z","operators":[{"operator":2,"since":"2026-03-01T12:00:00Z"},{"operator":1,"since":"2026-03-01T13:00:00Z"}],"status":"Converged","abandoned":false,"summary":"{{Abc}}","endedAt":"2026-03-01T14:00:00Z"}""";
        Assert.Equal(expected, Encoding.UTF8.GetString(RunFacts.Canonical(run)));
        Assert.Equal(Digest.Of(Encoding.UTF8.GetBytes(expected)), RunFacts.DigestOf(run));
    }

    [Fact]
    public void A_summary_from_which_something_was_taken_out_counts_as_it_was_written()
    {
        var run = Opened() with { End = new RunEnd(RunStatus.Interrupted, Abandoned: true, "(erased)", Noon) { SummaryDigest = Abc } };

        Assert.Contains($"\"abandoned\":true,\"summary\":\"{Abc}\"", Encoding.UTF8.GetString(RunFacts.Canonical(run)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_facts_of_an_open_run_say_nothing_of_its_end() => Assert.EndsWith(
        ""","operators":[],"status":null,"abandoned":false,"summary":null,"endedAt":null}""", Encoding.UTF8.GetString(RunFacts.Canonical(Opened())), StringComparison.Ordinal);

    [Fact]
    public void The_digest_of_a_seal_is_of_its_parts_line_by_line()
    {
        var seal = new RunSeal(Run, 12, Abc, Nothing, [new(3, Abc), new(0, default)], Nothing);

        Assert.Equal(
            Digest.Of(Encoding.UTF8.GetBytes($"20260301T120000000Z\n12\n{Abc}\n{Nothing}\n{Nothing}\n3 {Abc}\n0 {new string('0', 64)}\n")),
            seal.Digest);
    }

    [Theory]
    [InlineData(4, true, true)]
    [InlineData(4, false, false)]
    [InlineData(3, true, false)]
    [InlineData(5, true, false)]
    public void A_link_follows_the_one_before_it_whose_digest_it_names(long position, bool namesIt, bool follows) =>
        Assert.Equal(follows, new ChainHead(3, Abc).IsFollowedBy(position, namesIt ? Abc : Nothing));

    private static RunRecord Opened() => new(
        Run, "apply", new SourceName("hris"), ["plan.json", "people.csv"], "hash", "plan-1", "checked by hand", Noon, 0, RequestCounts.None, null, null, null);
}
