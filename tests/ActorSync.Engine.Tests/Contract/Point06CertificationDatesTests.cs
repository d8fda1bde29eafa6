using ActorSync.Core.Policies;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting.Options;
using NodaTime;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>Point 6 of what a run does to a person: the dates of certifications, which the guide dialect shows and genesys keeps in the ledger.</summary>
public sealed class Point06CertificationDatesTests
{
    private const string Expiry = "2026-12-30T23:59:59.999Z";

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Of_both_dates_the_expiry_wins(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        const string Source = "employee_id,certifications\n001,FirstAid|2026-01-01|2026-07-01\n";

        await world.RunAsync(Source);

        await AssertHoldsUntilAsync(world, "FirstAid", "2026-06-30T23:59:59.999Z", Source);
        if (world.IsGuide)
        {
            Assert.Equal("2026-01-01T00:00:00.000Z", await world.Target.IssuedOnAsync("001", "FirstAid"));
        }
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task An_issue_date_alone_means_the_declared_validity(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        const string Source = "employee_id,certifications\n001,FirstAid|2026-01-01\n";

        await world.RunAsync(Source);

        await AssertHoldsUntilAsync(world, "FirstAid", "2028-01-01T23:59:59.999Z", Source);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Without_a_date_an_existing_assignment_is_kept_and_a_new_one_rejected(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001").Certified("FirstAid", Expiry), Seeds.User("002")]);
        world.Policy = new SyncPolicies(RemovalPolicy.Managed);

        var report = await world.RunAsync("employee_id,certifications\n001,FirstAid\n002,FirstAid\n");

        report.Finds("certification-undated");
        Assert.Equal(1, report.Summary.ItemsRejected);
        Assert.Equal(0, (await world.Target.CountsAsync()).Writes);
    }

    [Fact]
    public async Task A_local_time_in_a_gap_means_the_gaps_instant_and_in_an_overlap_the_earlier_one()
    {
        await using var world = await ContractWorld.StartAsync(TargetDialect.Guide, [Seeds.User("001"), Seeds.User("002")]);
        world.Source = world.Source with { TimeZone = DateTimeZoneProviders.Tzdb["America/New_York"] };
        world.Policy = new SyncPolicies(ExpiryMargin: ExpiryMargin.None);

        await world.RunAsync("employee_id,certifications\n001,FirstAid||2027-03-14T02:30:00\n002,FirstAid||2026-11-01T01:30:00\n");

        Assert.Equal("FirstAid until 2027-03-14T06:59:59.999Z", await world.Target.CertificationsOfAsync("001"));
        Assert.Equal("FirstAid until 2026-11-01T05:29:59.999Z", await world.Target.CertificationsOfAsync("002"));
    }

    [Fact]
    public async Task An_expiry_date_begins_in_the_sources_zone_and_the_margin_ends_the_day_before_in_UTC()
    {
        await using var world = await ContractWorld.StartAsync(TargetDialect.Guide, [Seeds.User("001")]);
        world.Source = world.Source with { TimeZone = DateTimeZoneProviders.Tzdb["Australia/Sydney"] };

        await world.RunAsync("employee_id,certifications\n001,FirstAid||2027-01-15\n");

        Assert.Equal("FirstAid until 2027-01-13T23:59:59.999Z", await world.Target.CertificationsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task What_is_already_over_and_not_held_writes_nothing(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);

        var report = await world.RunAsync("employee_id,certifications\n001,FirstAid|2024-01-01|2025-01-01;PCI|2024-01-01\n");

        Assert.Equal(RunStatus.Converged, report.Summary.Status);
        Assert.Equal(0, (await world.Target.CountsAsync()).Writes);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task What_is_over_and_held_is_corrected_whatever_policy_and_guard_say(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001").Certified("FirstAid", Expiry)]);
        world.Policy = new SyncPolicies(RemovalPolicy.Never);
        world.Guard = new GuardLimits(MaxRemovals: 0);

        var report = await world.RunAsync("employee_id,certifications\n001,FirstAid||2026-02-01\n");

        Assert.Equal(GuardOutcome.Pass, report.Summary.Guard.Outcome);
        Assert.Equal(new OperationCounts(0, 0, 0, 0, 1), report.Summary.Operations);
        Assert.Equal(world.IsGuide ? "FirstAid until 2026-01-31T23:59:59.999Z" : "", await world.Target.CertificationsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Renew_wants_exactly_what_the_rows_dates_say(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001").Certified("FirstAid", "2026-03-30T23:59:59.999Z")]);
        const string Source = "employee_id,certifications\n001,FirstAid|2026-03-01|2028-03-01|renew\n";

        await world.RunAsync(Source);

        await AssertHoldsUntilAsync(world, "FirstAid", "2028-02-29T23:59:59.999Z", Source);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Renew_without_a_row_date_adds_the_validity_to_the_ledgers_expiry_once_and_within_24_hours(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        const string Renewing = "employee_id,certifications\n001,FirstAid|||renew\n";
        await world.RunAsync("employee_id,certifications\n001,FirstAid||2026-04-01\n");

        var early = await world.RunAsync(Renewing);
        world.Time.Pass(TimeSpan.FromDays(29));
        var renewed = await world.RunAsync(Renewing);
        var again = await world.RunAsync(Renewing);

        Assert.Equal(0, early.Summary.Requests.Writes);
        Assert.Equal(world.IsGuide ? 1 : 0, renewed.Summary.Operations.CertificationsSet);
        Assert.Equal(0, again.Summary.Requests.Writes);
        await AssertHoldsUntilAsync(world, "FirstAid", "2028-03-30T23:59:59.999Z", "employee_id,certifications\n001,FirstAid\n");
    }

    [Theory]
    [InlineData(TargetDialect.Genesys, "renew")]
    [InlineData(TargetDialect.Guide, "renew")]
    [InlineData(TargetDialect.Genesys, "extend:10")]
    [InlineData(TargetDialect.Guide, "extend:10")]
    public async Task A_renewal_without_a_row_date_that_comes_too_early_leaves_the_expiry_as_it_was(TargetDialect dialect, string renewal)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await world.RunAsync("employee_id,certifications\n001,FirstAid||2026-04-01\n");

        await world.RunAsync($"employee_id,certifications\n001,FirstAid|||{renewal}\n");

        await AssertHoldsUntilAsync(world, "FirstAid", "2026-03-31T23:59:59.999Z", "employee_id,certifications\n001,FirstAid\n");
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Extend_adds_days_to_the_rows_expiry_once_and_the_result_stays_wanted(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await world.RunAsync("employee_id,certifications\n001,FirstAid||2026-07-01|extend:30\n");

        var again = await world.RunAsync("employee_id,certifications\n001,FirstAid||2026-07-01|extend:30\n");
        var plain = await world.RunAsync("employee_id,certifications\n001,FirstAid||2026-07-01\n");

        Assert.Equal(0, again.Summary.Requests.Writes + plain.Summary.Requests.Writes);
        await AssertHoldsUntilAsync(world, "FirstAid", "2026-07-30T23:59:59.999Z", "employee_id,certifications\n001,FirstAid||2026-07-01\n");
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Extend_without_a_row_date_acts_on_the_ledgers_expiry_when_it_is_past(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await world.RunAsync("employee_id,certifications\n001,FirstAid||2026-04-01\n");
        world.Time.Pass(TimeSpan.FromDays(31));

        var extended = await world.RunAsync("employee_id,certifications\n001,FirstAid|||extend:10\n");
        var again = await world.RunAsync("employee_id,certifications\n001,FirstAid|||extend:10\n");

        Assert.Equal(RunStatus.Converged, extended.Summary.Status);
        Assert.Equal(0, again.Summary.Requests.Writes);
        await AssertHoldsUntilAsync(world, "FirstAid", "2026-04-10T23:59:59.999Z", "employee_id,certifications\n001,FirstAid\n");
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Lapse_ends_now_under_any_policy_and_is_satisfied_once_it_has_ended(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001").Certified("FirstAid", Expiry)]);
        world.Policy = new SyncPolicies(RemovalPolicy.Never);
        const string Source = "employee_id,certifications\n001,FirstAid|||lapse\n";

        var lapsed = await world.RunAsync(Source);
        var again = await world.RunAsync(Source);

        Assert.Equal(new OperationCounts(0, 0, 0, 0, 1), lapsed.Summary.Operations);
        Assert.False(await world.Target.HoldsAsync("001", "FirstAid", world.Time.GetUtcNow()));
        Assert.Equal(world.IsGuide, (await world.Target.CertificationsOfAsync("001")).StartsWith("FirstAid until 2026-03-02T12:", StringComparison.Ordinal));
        Assert.Equal(0, again.Summary.Requests.Writes);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Lapse_counts_for_the_guard_as_an_early_ending(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001").Certified("FirstAid", Expiry)]);
        world.Guard = new GuardLimits(MaxRemovals: 0);

        var report = await world.RunAsync("employee_id,certifications\n001,FirstAid||2027-05-01|lapse\n");

        Assert.Equal(RunStatus.Held, report.Summary.Status);
        Assert.True(await world.Target.HoldsAsync("001", "FirstAid", world.Time.GetUtcNow()));
    }

    /// <summary>The guide shows the date; on genesys a run before it keeps the name, and one after it takes the name off.</summary>
    private static async Task AssertHoldsUntilAsync(ContractWorld world, string name, string expiresOn, string source)
    {
        if (world.IsGuide)
        {
            Assert.Equal($"{name} until {expiresOn}", await world.Target.CertificationsOfAsync("001"));
            return;
        }

        var until = DateTimeOffset.Parse(expiresOn, System.Globalization.CultureInfo.InvariantCulture);
        world.Time.Pass(until - world.Time.GetUtcNow() - TimeSpan.FromHours(1));
        await world.RunAsync(source);
        Assert.Equal(name, await world.Target.CertificationsOfAsync("001"));
        world.Time.Pass(TimeSpan.FromHours(1));
        await world.RunAsync(source);
        Assert.Equal("", await world.Target.CertificationsOfAsync("001"));
    }
}
