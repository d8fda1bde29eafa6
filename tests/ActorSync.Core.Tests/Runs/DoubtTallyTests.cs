using System.Collections.Immutable;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Tests.Users;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Runs;

public sealed class DoubtTallyTests
{
    private static readonly Operation Give = new Operation.GrantSkill(new("billing"), new(3), false, OperationCause.Stated);

    private readonly DoubtTally _tally = new();

    [Fact]
    public void A_report_says_of_each_whom_what_why_how_and_when()
    {
        _tally.Take("0042", Log(DoubtResult.AppliedInPart));

        Assert.Equal(
            new ReportedDoubt("0042", "giving skill billing at 3", "the target answered 502", DoubtResult.AppliedInPart, Given.Now),
            Assert.Single(_tally.ToReport(Given.Now).Listed));
    }

    [Fact]
    public void A_report_calls_a_skill_by_its_name_where_that_is_known_and_by_its_id_elsewhere()
    {
        var names = TaxonomyNames.None with { Skills = ImmutableDictionary<SkillId, SkillName>.Empty.Add(new SkillId("billing"), new SkillName("Billing")) };
        _tally.Take("0042", Log(DoubtResult.Applied));
        _tally.Open(new UserId("u1"), "0001", [new Operation.GrantSkill(new("s-7"), new(2), false, OperationCause.Stated)]);

        _tally.Names = names;

        Assert.Equal(["giving skill s-7 at 2", "giving skill Billing at 3"], _tally.ToReport(Given.Now).Listed.Select(doubt => doubt.Wrote));
    }

    [Fact]
    public void A_reason_calls_what_was_written_by_its_name_too()
    {
        _tally.Names = new(
            ImmutableDictionary<SkillId, SkillName>.Empty.Add(new SkillId("71127ca2-1"), new SkillName("Billing")),
            ImmutableDictionary<CertificationId, CertificationName>.Empty.Add(new CertificationId("c-1"), new CertificationName("PCI")));
        _tally.Take("1", Log(DoubtResult.Applied, "the answer does not show the skill 71127ca2-1, which was written"));
        _tally.Take("2", Log(DoubtResult.Applied, "the answer does not show what was written: setting certification c-1"));
        _tally.Take("3", Log(DoubtResult.Applied, "the answer does not show the skill s-7, which was written"));

        Assert.Equal(
            [
                "the answer does not show the skill Billing, which was written",
                "the answer does not show what was written: setting certification PCI",
                "the answer does not show the skill s-7, which was written",
            ],
            _tally.ToReport(Given.Now).Listed.Select(doubt => doubt.Reason));
    }

    [Fact]
    public void Every_write_in_doubt_is_counted_and_a_bounded_number_listed_by_employee()
    {
        for (var number = RunDoubts.ListLimit + 5; number > 0; number--)
        {
            _tally.Take($"{number:0000}", Log(DoubtResult.Applied));
        }

        _tally.Take("0000", Log(DoubtResult.Unsettled));

        var report = _tally.ToReport(Given.Now);
        Assert.Equal(new DoubtCounts(RunDoubts.ListLimit + 5, 0, 0, 1), report.Counts);
        Assert.Equal(RunDoubts.ListLimit, report.Listed.Length);
        Assert.Equal(report.Listed.OrderBy(doubt => doubt.Employee, StringComparer.Ordinal), report.Listed);
    }

    [Fact]
    public void A_write_that_an_earlier_process_left_open_is_unsettled_until_its_users_result_says_what_became_of_it()
    {
        var later = Given.Now + Duration.FromMinutes(1);
        _tally.Open(new UserId("u1"), "0001", [Give]);
        _tally.Open(new UserId("u2"), "0002", [Give]);

        _tally.Close(new UserId("u1"));
        _tally.Take("0001", Log(DoubtResult.Applied));

        var report = _tally.ToReport(later);
        Assert.Equal(new DoubtCounts(1, 0, 0, 1), report.Counts);
        Assert.Equal(
            new ReportedDoubt("0002", "giving skill billing at 3", WriteDoubt.AnswerNotRecorded, DoubtResult.Unsettled, later) { CountsAsGivenByHand = true },
            report.Listed[^1]);
    }

    [Fact]
    public void A_write_that_was_left_open_counts_as_sent_only_once_it_is_settled_and_where_its_process_was_killed_only_once_it_is_found_applied()
    {
        foreach (var result in Enum.GetValues<DoubtResult>())
        {
            _tally.Take("0001", Log(result));
            _tally.Take("0002", Log(result, WriteDoubt.AnswerNotRecorded));
        }

        _tally.Open(new UserId("u3"), "0003", [Give]);
        _tally.Open(new UserId("u4"), "0004", [Give], new IntentDoubt("reset", Given.Now));

        Assert.Equal(10, _tally.Counts.Total);
        Assert.Equal(4 + 2, _tally.Sent);
    }

    private static DoubtLog Log(DoubtResult result, string reason = "the target answered 502") =>
        DoubtLog.None.Add(new WriteDoubt(1, [Give], reason, result, Given.Now));
}
