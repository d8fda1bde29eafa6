using System.Collections.Immutable;
using ActorSync.Benchmarks.Results;
using ActorSync.Benchmarks.Tuning;

namespace ActorSync.EndToEnd.Tests.Benchmarks;

public sealed class CoordinateSearchTests
{
    private static readonly ImmutableArray<TuneAxis> Axes = [new("a", [null, 1, 2, 3]), new("b", [null, 1, 2])];

    [Fact]
    public async Task The_best_value_of_each_setting_is_found() =>
        Assert.Equal(new TunePoint([3, 2]), await FindAsync(point => 10 + (point.Values[0] ?? 0) + (2 * (point.Values[1] ?? 0)), noise: 0));

    [Fact]
    public async Task What_is_better_only_together_with_a_later_choice_is_found_in_another_round() =>
        Assert.Equal(new TunePoint([3, 2]), await FindAsync(point => (point.Values[0] is 3 && point.Values[1] is 2 ? 20 : 10) + (point.Values[1] ?? 0), noise: 0));

    [Fact]
    public async Task Where_nothing_is_better_by_more_than_the_noise_the_programs_own_settings_stand() =>
        Assert.Equal(new TunePoint([null, null]), await FindAsync(point => 100 + (point.Values[0] ?? 0), noise: 0.05));

    [Fact]
    public async Task Gains_without_an_end_do_not_keep_it_going()
    {
        var comparisons = 0;
        await new CoordinateSearch(Axes, (_, others) =>
        {
            comparisons++;
            return Task.FromResult(others.Select(_ => new Spread(1.1, 1.1, 1.1)).ToImmutableArray());
        }).FindAsync();

        Assert.Equal(CoordinateSearch.MostRounds * Axes.Length, comparisons);
    }

    [Fact]
    public void The_configuration_has_what_was_found_and_keeps_everything_else()
    {
        var text = TunedConfiguration.Of("""{"$schema": "x", /* said */ "Target": {"Tokens": 1}, "Source": {"Name": "hris"}}""", "guide", [("Target:MaxInFlight", 96), ("Target:Tokens", null)], "found by", "searched with");

        Assert.StartsWith("// found by\n// searched with\n{", text, StringComparison.Ordinal);
        Assert.Equal("""{"Target":{"Tokens":1,"Dialect":"guide","MaxInFlight":96},"Source":{"Name":"hris"}}""", System.Text.Json.Nodes.JsonNode.Parse(text, documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip })!.ToJsonString());
    }

    [Theory]
    [InlineData(true, 1.01, 0.02, true)]
    [InlineData(true, 0.99, 0.02, true)]
    [InlineData(true, 0.97, 0.02, false)]
    [InlineData(false, 1.01, 0.02, true)]
    [InlineData(false, 0.99, 0.02, false)]
    public void In_fresh_turns_the_defaults_fall_to_what_is_better_beyond_the_noise_and_anything_else_to_what_is_better(bool isDefaults, double beside, double noise, bool isKept) =>
        Assert.Equal(isKept, CoordinateSearch.IsKept(new Spread(beside, beside * (1 - noise), beside * (1 + noise)), isDefaults));

    private static Task<TunePoint> FindAsync(Func<TunePoint, double> rate, double noise) => new CoordinateSearch(Axes, (best, others) => Task.FromResult(
        others.Select(other => rate(other) / rate(best)).Select(ratio => new Spread(ratio, ratio * (1 - noise), ratio * (1 + noise))).ToImmutableArray())).FindAsync();
}
