using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ActorSync.Core.Audit;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Engine.Runs;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace ActorSync.Engine.Tests.Runs;

public sealed class SummaryJsonTests
{
    [Fact]
    public void The_properties_and_their_order_are_those_of_the_contract() => Assert.Equal(
        """
        {"runId":"20260310T120000000Z","status":"partial","mode":"full",
        "rows":{"read":10,"accepted":4,"rejected":3,"superseded":2,"outOfScope":1},
        "items":{"rejected":5},
        "users":{"inScope":10,"changed":4,"unchanged":3,"failed":2,"held":1,"unmatched":6},
        "operations":{"skillsAdded":1,"skillsRated":2,"skillsRemoved":3,"certificationsSet":4,"certificationsEnded":5},
        "requests":{"sent":15,"reads":7,"writes":8,"tokens":9,"throttled":10,"retried":11,"ambiguous":12,"writesLowerBound":13,"forecast":14},
        "guard":{"verdict":"overridden","reasons":["Too many: é."]},
        "findings":[{"file":"people.csv","line":3,"column":"skills","rule":"level-out-of-range","message":"9 is no level."}],
        "startedAt":"2026-03-10T12:00:00Z","finishedAt":"2026-03-10T12:00:01.5Z","resumedCount":2,"tookSeconds":1.25,
        "doubts":{"settledApplied":1,"settledNotApplied":2,"settledInPart":3,"unsettled":4,"writes":[
        {"employeeId":"0042","wrote":"giving skill billing at 3","reason":"the target answered 502","settled":"inPart","at":"2026-03-10T12:00:01Z","countsAsGivenByHand":false}]},
        "forecastDifference":{"total":1,"throttled":3,"retried":2,"settling":7,"readAgain":1,"foundSent":6,"expected":-4,"notNeeded":-5,"toCome":0,"unexplained":-9},
        "gateway":{"utilisation":0.9875,"sent":158,"allowed":160,"workedSeconds":32.5,"pausedSeconds":1.05,"throttled":10,"throttledWithoutWait":2,
        "tokens":9,"tokensThrottled":3,"pauses":[{"scope":"t2","until":"2026-03-01T16:00:00Z","reason":"429 that asks for 14400 s"}],"latencies":[{"route":"GET /api/v2/users","attempts":157,"p50Ms":12.5,"p95Ms":30,"p99Ms":45.25}]}}
        """.ReplaceLineEndings(string.Empty),
        SummaryJson.Write(PlanSamples.Summary));

    [Fact]
    public void What_was_written_reads_back()
    {
        var text = SummaryJson.Write(PlanSamples.Summary);
        using var json = JsonDocument.Parse(text);

        var read = SummaryJson.Read(json.RootElement);

        Assert.Equal(text, SummaryJson.Write(read));
        Assert.Equal((PlanSamples.Summary.Rows, PlanSamples.Summary.Users, PlanSamples.Summary.Requests), (read.Rows, read.Users, read.Requests));
        Assert.Equal(PlanSamples.Summary.Findings, read.Findings);
        Assert.Equal(PlanSamples.Summary.Doubts, read.Doubts);
        Assert.Equal(PlanSamples.Summary.Gateway, read.Gateway);
        Assert.Equal((PlanSamples.Summary.Worked, PlanSamples.Summary.Difference), (read.Worked, read.Difference));
    }

    [Fact]
    public void A_summary_from_before_the_gateway_was_told_of_says_nothing_of_it_when_it_is_written_again()
    {
        var earlier = SummaryJson.Write(PlanSamples.Summary with { Gateway = null });

        Assert.DoesNotContain("gateway", earlier, StringComparison.Ordinal);
        Assert.Null(SummaryJson.Read(earlier).Gateway);
        Assert.Equal(earlier, SummaryJson.Write(SummaryJson.Read(earlier)));
    }

    [Fact]
    public void A_summary_from_before_times_and_causes_were_told_says_nothing_of_them()
    {
        var earlier = SummaryJson.Write(PlanSamples.Summary with { Worked = null, Difference = null });

        Assert.DoesNotContain("tookSeconds", earlier, StringComparison.Ordinal);
        Assert.DoesNotContain("forecastDifference", earlier, StringComparison.Ordinal);
        Assert.Equal((null, null), (SummaryJson.Read(earlier).Worked, SummaryJson.Read(earlier).Difference));
    }

    [Fact]
    public void A_notice_that_is_read_back_still_asks_for_nothing()
    {
        var notice = new Finding("people.csv", 0, string.Empty, RosterRule.ColumnsIgnored, "Columns that are not used: Location.", FindingSeverity.Notice);

        Assert.Equal([notice], SummaryJson.Read(SummaryJson.Write(PlanSamples.Summary with { Findings = [notice] })).Findings);
    }

    [Fact]
    public void A_use_that_is_not_known_is_null()
    {
        var unpaced = PlanSamples.Summary with { Gateway = GatewaySummary.None };

        Assert.Contains("\"gateway\":{\"utilisation\":null,", SummaryJson.Write(unpaced), StringComparison.Ordinal);
        Assert.Equal(GatewaySummary.None, SummaryJson.Read(SummaryJson.Write(unpaced)).Gateway);
    }

    [Fact]
    public void A_summary_from_before_doubts_were_told_reads_as_one_without_any()
    {
        var text = SummaryJson.Write(PlanSamples.Summary);
        var earlier = string.Concat(text.AsSpan(0, text.IndexOf(",\"doubts\"", StringComparison.Ordinal)), "}");

        Assert.Equal(RunDoubts.None, SummaryJson.Read(earlier).Doubts);
    }

    [Theory]
    [InlineData(DoubtResult.Applied)]
    [InlineData(DoubtResult.NotApplied)]
    [InlineData(DoubtResult.AppliedInPart)]
    [InlineData(DoubtResult.Unsettled)]
    public void Every_way_to_settle_a_doubt_reads_back(DoubtResult result)
    {
        var doubts = new RunDoubts(DoubtCounts.None.Count(result), [new ReportedDoubt("1", "giving", "reset", result, PlanSamples.Summary.StartedAt)]);

        Assert.Equal(doubts, SummaryJson.Read(SummaryJson.Write(PlanSamples.Summary with { Doubts = doubts })).Doubts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_doubt_says_whether_what_was_given_counts_as_given_by_hand(bool byHand)
    {
        var doubts = new RunDoubts(
            DoubtCounts.None.Count(DoubtResult.Applied),
            [new ReportedDoubt("1", "giving", WriteDoubt.AnswerNotRecorded, DoubtResult.Applied, PlanSamples.Summary.StartedAt) { CountsAsGivenByHand = byHand }]);

        var json = SummaryJson.Write(PlanSamples.Summary with { Doubts = doubts });

        Assert.Contains($"\"countsAsGivenByHand\":{(byHand ? "true" : "false")}", json, StringComparison.Ordinal);
        Assert.Equal(doubts, SummaryJson.Read(json).Doubts);
    }

    [Fact]
    public void Causes_from_before_writes_were_told_that_are_found_sent_read_as_they_were()
    {
        const string Found = "\"foundSent\":6,";
        var text = SummaryJson.Write(PlanSamples.Summary);
        Assert.Contains(Found, text, StringComparison.Ordinal);

        var earlier = SummaryJson.Read(text.Replace(Found, string.Empty, StringComparison.Ordinal)).Difference;

        Assert.Equal(PlanSamples.Summary.Difference! with { FoundSent = 0 }, earlier);
    }

    [Theory]
    [InlineData("11")]
    [InlineData("2026")]
    [InlineData("0")]
    [InlineData("41")]
    public void A_person_whose_id_is_a_number_is_taken_out_of_texts_and_of_nothing_else(string id)
    {
        var mentions = new PersonMentions([id]);
        var others = PlanSamples.Summary with { Findings = [new Finding("people.csv", 11, "skills", "unknown", "Of 1100 nobody knows.", FindingSeverity.Error)], Doubts = RunDoubts.None };
        var named = others with { Findings = others.Findings.Add(new Finding("people.csv", 41, "skills", "unknown", $"Of {id} nobody knows.", FindingSeverity.Error)) };

        var less = SummaryJson.Without(SummaryJson.Write(named), mentions);

        Assert.Equal(SummaryJson.Write(others), less);
        Assert.Null(SummaryJson.Without(less!, mentions));
    }

    [Fact]
    public void A_number_that_is_somebodys_id_takes_no_level_instant_count_or_line_from_others() => Prop.ForAll(
        Gen.Choose(0, 9_999).ArrayOf(6).ToArbitrary(),
        numbers =>
        {
            var id = numbers[0].ToString(CultureInfo.InvariantCulture);
            var (from, to) = (new Level(numbers[1] % 6), new Level(numbers[0] % 51 / 10m));
            var at = Instant.FromUtc(2026, 3, 10, 12, 0) + Duration.FromSeconds(numbers[2]);
            var rating = new Operation.RateSkill(new("billing"), from, to, IsGate: false, OperationCause.Stated);
            Operation[] operations = [rating, rating with { From = to, To = from }, new Operation.GrantSkill(new("billing"), to, IsGate: false, OperationCause.Stated)];
            var drop = Guard.Judge(
                new GuardLimits(MaxRowDropPercent: 0), SourceMode.Full, new GuardTally(), Rows(numbers[0]), Rows(numbers[0] + 1L + numbers[3]), acceptReason: null);
            var others = PlanSamples.Summary with
            {
                Rows = new RowCounts(numbers[0], numbers[0], 0, 0, 0),
                Guard = drop with { Reasons = drop.Reasons.Add($"Guard:MaxRemovals allows {id} removals and early endings, and this run would take {id}. It is: E{id} skill billing.") },
                Findings = [.. operations.Select(operation => new Finding("people.csv", numbers[0], "skills", "held", $"Employee E{id}: {operation.InWords(TaxonomyNames.None)} left at {InstantText.At(at)}.", FindingSeverity.Error))],
                Doubts = new RunDoubts(DoubtCounts.None, [new ReportedDoubt($"E-{id}", operations[0].InWords(TaxonomyNames.None), $"no answer by {InstantText.At(at)}", DoubtResult.Applied, at)]),
                StartedAt = at,
                Gateway = null,
            };
            var own = new Finding("people.csv", numbers[4], "skills", "held", $"Employee {id}: {operations[0].InWords(TaxonomyNames.None)}.", FindingSeverity.Error);

            Assert.Null(SummaryJson.Without(others, new PersonMentions([id])));
            Assert.Equal(
                SummaryJson.Write(others), SummaryJson.Without(SummaryJson.Write(others with { Findings = others.Findings.Insert(numbers[5] % 4, own) }), new PersonMentions([id])));

            static RowCountMemory Rows(long count) => new(ImmutableSortedDictionary<SheetKind, long>.Empty.Add(SheetKind.Person, count));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_text_of_a_summary_that_names_a_person_is_taken_out()
    {
        var summary = PlanSamples.Summary with
        {
            Guard = PlanSamples.Summary.Guard with { Reasons = ["Too many: erase-me.", "Too many: others."] },
            Doubts = new RunDoubts(DoubtCounts.None.Count(DoubtResult.Applied), [new ReportedDoubt("erase-me", "giving", "reset", DoubtResult.Applied, PlanSamples.Summary.StartedAt)]),
            Gateway = PlanSamples.Summary.Gateway! with { Pauses = [.. PlanSamples.Summary.Gateway!.Pauses.Select(pause => pause with { Reason = "429 for erase-me" })] },
        };

        var text = SummaryJson.Without(SummaryJson.Write(summary), new PersonMentions(["erase-me"]))!;

        Assert.DoesNotContain("erase-me", text, StringComparison.Ordinal);
        var less = SummaryJson.Read(text);
        Assert.Equal(["Too many: others."], less.Guard.Reasons);
        Assert.Equal((summary.Doubts.Counts, summary.Users, summary.StartedAt), (less.Doubts.Counts, less.Users, less.StartedAt));
    }

    [Theory]
    [InlineData(RunStatus.Planned, "planned")]
    [InlineData(RunStatus.Converged, "converged")]
    [InlineData(RunStatus.Partial, "partial")]
    [InlineData(RunStatus.Held, "held")]
    [InlineData(RunStatus.Interrupted, "interrupted")]
    [InlineData(RunStatus.Failed, "failed")]
    public void A_status_has_the_contract_s_name(RunStatus status, string name) => Assert.Equal(name, SummaryJson.NameOf(status));
}
