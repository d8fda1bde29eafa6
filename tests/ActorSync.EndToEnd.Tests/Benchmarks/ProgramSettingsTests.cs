using System.Collections.Immutable;
using ActorSync.Benchmarks.Bench;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Results;
using ActorSync.Core.Pacing;

namespace ActorSync.EndToEnd.Tests.Benchmarks;

public sealed class ProgramSettingsTests
{
    [Fact]
    public void A_default_is_recorded_with_the_value_that_it_has_and_what_a_scenario_fixes_beside_it()
    {
        var shown = (ProgramSettings.Defaults with { More = ["Target:ObserveBy=user"] }).Shown;

        Assert.Equal($"default ({PacingRules.MostInFlight})", shown["in flight"]);
        Assert.Equal("user", shown["Target:ObserveBy"]);
        Assert.Equal("32", (ProgramSettings.Defaults with { InFlight = 32 }).Shown["in flight"]);
    }

    [Fact]
    public void Settings_stand_in_the_same_order_after_they_were_kept_and_older_ones_are_read()
    {
        using var folder = new TemporaryFolder();
        var series = SomeResult.Series("program", 1_000, 2);
        series = series with { Settings = (ProgramSettings.Defaults with { More = ["Target:ObserveBy=user"] }).Shown.Add("dialect", "guide") };
        var older = series with { Settings = ImmutableSortedDictionary<string, string>.Empty.Add("in flight", "default") };

        ResultFiles.Write(folder["a.json"], SomeResult.Of() with { Series = [series, older] });

        var read = ResultFiles.Read(folder["a.json"]).Series;
        Assert.Equal([$"Target:ObserveBy user, dialect guide, in flight default ({PacingRules.MostInFlight}), journal sqlite", "in flight default"], read.Select(each => each.SettingsText));
    }
}
