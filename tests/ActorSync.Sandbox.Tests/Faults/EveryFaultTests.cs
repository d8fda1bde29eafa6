using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Inspection;
using Microsoft.Extensions.Time.Testing;

namespace ActorSync.Sandbox.Tests.Faults;

public sealed class EveryFaultTests
{
    [Fact]
    public void Every_kind_is_armed_but_those_that_no_client_survives()
    {
        var armed = EveryFault.At(0.05).Select(rule => rule.Kind).ToHashSet();

        Assert.Equal(
            [FaultKind.RetryAfterAbsurd, FaultKind.PageSizeCapped, FaultKind.RequestTooLarge, FaultKind.UserForbidden],
            Enum.GetValues<FaultKind>().Where(kind => !armed.Contains(kind)));
    }

    [Fact]
    public void Each_kind_has_a_bit_of_its_own_in_the_entry_of_a_request()
    {
        var entry = new RequestEntry(1, DateTimeOffset.UnixEpoch, TimeSpan.Zero, "GET", "/", string.Empty, requestId: null);
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            Assert.False(entry.IsStruckBy(kind));
            entry.Strike(kind);
        }
    }

    [Fact]
    public void The_forms_of_a_kind_share_its_probability()
    {
        var byKind = EveryFault.At(0.06).GroupBy(rule => (rule.Kind, rule.Route));

        Assert.All(byKind, kind => Assert.Equal(0.06, kind.Sum(rule => rule.Probability), 1e-9));
    }

    [Fact]
    public async Task A_target_with_every_fault_strikes_with_many_kinds_and_still_applies_writes()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero));
        var faults = EveryFault.At(0.02).Where(rule => rule.Kind is not (FaultKind.Stall or FaultKind.TokenExpires));
        await using var target = await Target.GenesysAsync(Seeds.Crowd(300), options => options with { Faults = [.. faults] }, clock);
        var (path, skill) = ($"api/v2/users/{await target.UserIdAsync("000001")}/routingskills/bulk", await target.SkillIdAsync("S1"));
        for (var request = 0; request < 300; request++)
        {
            clock.Advance(TimeSpan.FromSeconds(2)); // No pause outlasts it.
            try
            {
                using var reply = await target.SendAsync("PATCH", path, $$"""[{"id":"{{skill}}","proficiency":{{request % 5}}}]""");
            }
            catch (HttpRequestException)
            {
                continue; // The connection ended, as a fault wants it.
            }
        }

        var log = await target.LogAsync();
        Assert.InRange(log.SelectMany(entry => entry.GetProperty("faults").EnumerateArray()).Select(name => name.GetString()).Distinct().Count(), 8, 40);
        Assert.Contains(log, entry => entry.GetProperty("applied").GetBoolean() && entry.GetProperty("status").GetInt32() != 200);
    }
}
