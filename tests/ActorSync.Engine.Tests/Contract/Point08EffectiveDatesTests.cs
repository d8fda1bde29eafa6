using ActorSync.Core.Policies;
using ActorSync.Engine.Hosting.Options;
using NodaTime;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>Point 8 of what a run does to a person: values that begin or end on a day.</summary>
public sealed class Point08EffectiveDatesTests
{
    private const string Header = "employee_id,skill,level,effective_date,end_date\n";

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task An_effective_date_starts_its_day_in_the_sources_zone(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        world.Source = world.Source with { TimeZone = DateTimeZoneProviders.Tzdb["America/New_York"] };
        const string Source = Header + "001,Billing,3,2026-03-03,\n";

        world.Time.Pass(TimeSpan.FromHours(16.5)); // 04:30 in UTC, and 23:30 of the day before in New York.
        await world.RunAsync(Source);
        var before = await world.Target.SkillsOfAsync("001");
        world.Time.Pass(TimeSpan.FromHours(1));
        await world.RunAsync(Source);

        Assert.Equal("", before);
        Assert.Equal("Billing=3", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task An_end_date_is_the_last_valid_day_after_which_the_value_is_no_longer_stated(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Claims", 4))]);
        const string Source = Header + "001,Billing,3,,2026-03-03\n001,Claims,4,,2026-03-03\n";
        await world.RunAsync(Source);

        world.Time.Pass(TimeSpan.FromHours(35.5)); // 23:30 of the last day.
        await world.RunAsync(Source);
        var lastDay = await world.Target.SkillsOfAsync("001");
        world.Time.Pass(TimeSpan.FromHours(1));
        await world.RunAsync(Source);

        Assert.Equal("Billing=3, Claims=4", lastDay);
        Assert.Equal("Claims=4", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_future_value_is_kept_and_applied_on_its_day_by_a_run_whose_file_is_silent(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await world.RunAsync(Header + "001,Billing,3,2026-03-05,\n");
        const string Silent = "employee_id,status\n001,active\n";

        await world.RunAsync(Silent);
        var before = await world.Target.SkillsOfAsync("001");
        world.Time.Pass(TimeSpan.FromDays(3));
        await world.RunAsync(Silent);

        Assert.Equal("", before);
        Assert.Equal("Billing=3", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Until_its_day_a_future_value_protects_its_name_from_removal(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 2), ("Claims", 4))]);
        world.Policy = new SyncPolicies(RemovalPolicy.Managed);

        await world.RunAsync(Header + "001,Billing,3,2026-03-05,\n");

        Assert.Equal("Billing=2", await world.Target.SkillsOfAsync("001"));
    }
}
