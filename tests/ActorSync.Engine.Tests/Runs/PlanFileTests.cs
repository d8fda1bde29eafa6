using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Tests.Runs;

public sealed class PlanFileTests
{
    [Fact]
    public void A_plan_reads_back_as_it_was_written()
    {
        var (plan, bytes) = PlanFile.Seal(PlanSamples.Draft);

        var read = PlanFile.Read(bytes);

        Assert.Equal(
            (plan.PlanId, plan.CreatedAt, plan.Target, plan.ConfigurationHash, plan.Source),
            (read.PlanId, read.CreatedAt, read.Target, read.ConfigurationHash, read.Source));
        foreach (var (expected, actual) in plan.Users.Zip(read.Users))
        {
            Assert.Equal((expected.User, expected.Employee, expected.Held, expected.LedgerBefore, expected.LedgerNoted), (actual.User, actual.Employee, actual.Held, actual.LedgerBefore, actual.LedgerNoted));
            Assert.Equal(expected.Operations, actual.Operations);
            Assert.Equal(expected.Operations.Select(operation => operation.Origin), actual.Operations.Select(operation => operation.Origin));
            Assert.Equal(expected.Operations.Select(operation => operation.Restores), actual.Operations.Select(operation => operation.Restores));
            Assert.Equal(expected.Operations.Select(operation => operation.Until), actual.Operations.Select(operation => operation.Until));
        }

        Assert.Equal(plan.Users.Length, read.Users.Length);
        Assert.Equal(plan.Files, read.Files);
        Assert.Equal(plan.Undoes, read.Undoes);
    }

    [Fact]
    public void Whom_a_run_that_goes_on_has_something_to_do_for_reads_as_in_the_whole_plan()
    {
        var draft = PlanSamples.Draft;
        PlannedUser[] users = [.. Enumerable.Range(0, 9).Select(number => draft.Users[number % 2] with { User = new UserId($"user-{number}"), Held = number % 3 == 1 ? "The user is inactive." : null, Operations = number % 4 == 2 ? [] : draft.Users[number % 2].Operations })];
        var (plan, bytes) = PlanFile.Seal(draft with { Users = [.. users] });
        var expected = users.Where(user => user.Held is null && !user.Operations.IsEmpty).ToList();

        var (read, kept) = PlanFile.ReadKept(bytes);

        Assert.Equal((plan.PlanId, plan.Summary.Users, plan.Source, plan.Undoes), (read.PlanId, read.Summary.Users, read.Source, read.Undoes));
        Assert.Empty(read.Users);
        Assert.NotNull(PlanScan.Of(bytes.Span)); // Not read as a whole, which would take seconds.
        Assert.Equal(expected.Select(user => user.User), kept.Ids);
        var done = new HashSet<UserId> { expected[1].User };
        var left = kept.Except(done).ToList();
        Assert.Equal(expected.Where(user => !done.Contains(user.User)).Select(user => user.User), left.Select(user => user.User));
        Assert.All(left, user => Assert.Equal(expected.Single(one => one.User == user.User).Operations, user.Operations));
        Assert.All(left, user => Assert.Equal(expected.Single(one => one.User == user.User).LedgerNoted, user.LedgerNoted));
    }

    [Theory]
    [InlineData("user-1\"")]
    [InlineData("\n      \"held\": {")]
    [InlineData("\r\n    }\r\n  ]\r\n}")]
    [InlineData("\\n    }")]
    [InlineData("  ")]
    public void An_id_is_read_as_it_is_whatever_it_looks_like(string id)
    {
        var draft = PlanSamples.Draft;
        var (plan, bytes) = PlanFile.Seal(draft with { Users = [draft.Users[0], draft.Users[0] with { User = new UserId(id), Employee = id }, draft.Users[0]] });

        var (_, kept) = PlanFile.ReadKept(bytes);

        Assert.Equal(plan.Users.Select(user => user.User), kept.Ids);
        Assert.Equal(plan.Users.Select(user => (user.User, user.Employee)), kept.Except(new HashSet<UserId>()).Select(user => (user.User, user.Employee)));
    }

    [Fact]
    public void A_plan_for_nobody_leaves_nothing_to_go_on_with()
    {
        var (plan, bytes) = PlanFile.Seal(PlanSamples.Draft with { Users = [] });

        var (read, kept) = PlanFile.ReadKept(bytes);

        Assert.Equal(plan.PlanId, read.PlanId);
        Assert.Empty(kept.Ids);
    }

    [Fact]
    public void A_plan_whose_lines_somebody_has_set_anew_is_read_as_a_whole()
    {
        var (plan, bytes) = PlanFile.Seal(PlanSamples.Draft);
        using var json = JsonDocument.Parse(bytes);

        var (read, kept) = PlanFile.ReadKept(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(json.RootElement)));

        Assert.Equal(plan.PlanId, read.PlanId);
        Assert.Equal(plan.Users.Where(user => user.IsToBeDone).Select(user => user.User), kept.Ids);
    }

    [Theory]
    [InlineData("\"users\": [\n    {\n", "\"users\": [ {\n")]
    [InlineData("\n    },\n", "\n    } ,\n")]
    [InlineData("\n    }\n  ]", "\n    } ]")]
    [InlineData("\n      \"held\"", "\n\t\"held\"")]
    [InlineData("\"held\": null", "\"held\":  null")]
    [InlineData("\n    },\n    {", " },\n    {")]
    [InlineData("\n  \"users\"", " \"users\"")]
    public void A_plan_of_other_lines_leaves_nobody_out_even_where_its_id_is_right(string lines, string others)
    {
        var (plan, bytes) = PlanFile.Seal(PlanSamples.Draft);
        var text = Encoding.UTF8.GetString(bytes.Span).Replace(plan.PlanId, string.Empty, StringComparison.Ordinal);
        var other = text.Replace(lines, others, StringComparison.Ordinal);
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(other)));

        var (_, kept) = PlanFile.ReadKept(Encoding.UTF8.GetBytes(other.Replace("\"planId\": \"\"", $"\"planId\": \"{id}\"", StringComparison.Ordinal)));

        Assert.NotEqual(text, other);
        Assert.Equal(plan.Users.Where(user => user.IsToBeDone).Select(user => user.User), kept.Ids);
    }

    [Fact]
    public void Equal_plans_are_equal_bytes_and_writing_a_read_one_gives_them_again()
    {
        var (_, bytes) = PlanFile.Seal(PlanSamples.Draft);

        Assert.Equal(bytes.ToArray(), PlanFile.Seal(PlanSamples.Draft).Bytes.ToArray());
        Assert.Equal(bytes.ToArray(), PlanFile.Seal(PlanFile.Read(bytes)).Bytes.ToArray());
    }

    [Fact]
    public void Another_plan_has_another_id() =>
        Assert.NotEqual(PlanFile.Seal(PlanSamples.Draft).Plan.PlanId, PlanFile.Seal(PlanSamples.Draft with { Target = "other" }).Plan.PlanId);

    [Theory]
    [InlineData("\"to\": 3", "\"to\": 4")]
    [InlineData("\"employeeId\": \"00001\"", "\"employeeId\": \"00003\"")]
    [InlineData("\"held\": \"The user is inactive.\"", "\"held\": null")]
    [InlineData("\"verdict\": \"overridden\"", "\"verdict\": \"pass\"")]
    public void An_edited_plan_is_refused(string written, string edited)
    {
        var text = Encoding.UTF8.GetString(PlanFile.Seal(PlanSamples.Draft).Bytes.Span);
        Assert.Contains(written, text, StringComparison.Ordinal);

        var bytes = Encoding.UTF8.GetBytes(text.Replace(written, edited, StringComparison.Ordinal));

        Assert.Contains("edited", Assert.Throws<PlanFileException>(() => PlanFile.Read(bytes)).Message, StringComparison.Ordinal);
        Assert.Contains("edited", Assert.Throws<PlanFileException>(() => PlanFile.ReadKept(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_from_before_the_summary_told_of_doubts_is_read_still()
    {
        var (plan, bytes) = PlanFile.Seal(PlanSamples.Draft with { Summary = PlanSamples.Summary with { Doubts = RunDoubts.None } });
        var text = Encoding.UTF8.GetString(bytes.Span).Replace(plan.PlanId, string.Empty, StringComparison.Ordinal);
        var doubts = text.IndexOf("\"doubts\"", StringComparison.Ordinal);
        var end = text.IndexOf('}', doubts) + 1;
        var earlier = text[..text.LastIndexOf(',', doubts)] + text[end..];
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(earlier)));

        var read = PlanFile.Read(Encoding.UTF8.GetBytes(earlier.Replace("\"planId\": \"\"", $"\"planId\": \"{id}\"", StringComparison.Ordinal)));

        Assert.Equal((id, plan.Users.Length), (read.PlanId, read.Users.Length));
    }

    [Fact]
    public void A_plan_without_names_is_read_and_its_operations_go_by_their_ids()
    {
        var (_, bytes) = PlanFile.Seal(PlanSamples.Draft with { Names = TaxonomyNames.None });

        Assert.DoesNotContain("\"names\"", Encoding.UTF8.GetString(bytes.Span), StringComparison.Ordinal);
        Assert.True(PlanFile.Read(bytes).Names.IsEmpty);
    }

    [Fact]
    public void A_plan_without_files_and_rows_or_an_undone_run_is_read_and_says_nothing_of_them()
    {
        var user = PlanSamples.Draft.Users[1];
        var (_, bytes) = PlanFile.Seal(PlanSamples.Draft with { Files = [], Undoes = null, Users = [user] });

        var text = Encoding.UTF8.GetString(bytes.Span);
        Assert.DoesNotContain("\"files\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"row\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"undoes\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"restores\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"until\"", text, StringComparison.Ordinal);
        Assert.Null(Assert.Single(Assert.Single(PlanFile.Read(bytes).Users).Operations).Origin);
    }

    [Fact]
    public void How_fast_the_target_answered_is_no_part_of_a_plan()
    {
        var fast = PlanFile.Seal(PlanSamples.Draft);
        var slow = PlanFile.Seal(PlanSamples.Draft with { Summary = PlanSamples.Summary with { Gateway = GatewaySummary.None } });

        Assert.Equal(fast.Plan.PlanId, slow.Plan.PlanId);
        Assert.Null(PlanFile.Read(fast.Bytes).Summary.Gateway);
    }

    [Fact]
    public void A_plan_of_another_version_is_refused_by_its_version()
    {
        var text = Encoding.UTF8.GetString(PlanFile.Seal(PlanSamples.Draft).Bytes.Span).Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal);

        Assert.Contains("version 2", Assert.Throws<PlanFileException>(() => PlanFile.Read(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("employee_id,skills")]
    [InlineData("""{"version": "one"}""")]
    [InlineData("""{"version": 1, "planId": null}""")]
    [InlineData("""{"version": 1, "users": 7}""")]
    [InlineData("""{"version": 1, "users": [{"userId": "u"}]}""")]
    [InlineData("""{"version": 1, "users": [{"userId": "u", "held": null, "operations": [""")]
    public void What_is_no_plan_is_refused_with_the_remedy(string text)
    {
        Assert.Contains("Make a new one", Assert.Throws<PlanFileException>(() => PlanFile.Read(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);
        Assert.Contains("Make a new one", Assert.Throws<PlanFileException>(() => PlanFile.ReadKept(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);
    }
}
