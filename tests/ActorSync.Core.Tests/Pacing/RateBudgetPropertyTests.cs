using ActorSync.Core.Pacing;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Pacing;

public sealed class RateBudgetPropertyTests
{
    private static readonly Gen<BudgetScenario.Turn> Turns =
        from idle in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 50), Gen.Choose(0, 90_000))
        from requests in Gen.Choose(0, 60)
        from late in Gen.Choose(0, 12_000)
        from latency in Gen.Choose(0, 700)
        from pause in Gen.OneOf(Gen.Constant(0), Gen.Choose(1, 5_000))
        select new BudgetScenario.Turn(idle, requests, late, latency, pause);

    private static readonly Arbitrary<BudgetScenario> Scenarios = (
        from limit in Gen.Choose(1, 400)
        from window in Gen.Elements(1_000, 10_000, 60_000)
        from lanes in Gen.Choose(1, 3)
        from steps in Turns.ArrayOf()
        select new BudgetScenario(limit, window, lanes, steps)).ToArbitrary();

    [Fact]
    public void Of_any_sends_one_more_than_the_limit_the_last_leaves_a_window_after_the_first() =>
        Check.One(Cases.Usual, Prop.ForAll(Scenarios, scenario =>
        {
            var window = TimeSpan.FromMilliseconds(scenario.WindowMilliseconds);
            var (sends, _, _) = scenario.Play();

            return sends.GroupBy(sent => sent.Lane).All(lane =>
                lane.Zip(lane.Skip(scenario.Limit), (first, last) => last.At - first.At).All(apart => apart >= window + PacingRules.ClockMargin(window)));
        }));

    [Fact]
    public void Nothing_is_granted_inside_a_pause() =>
        Check.One(Cases.Usual, Prop.ForAll(Scenarios, scenario =>
        {
            var (sends, pauses, _) = scenario.Play();

            return pauses.All(pause => sends.Skip(pause.SentBefore).Where(sent => sent.Lane == pause.Lane).All(sent => sent.At >= pause.Until));
        }));

    [Fact]
    public void No_more_than_a_twentieth_of_a_window_ever_leaves_at_once() =>
        Check.One(Cases.Usual, Prop.ForAll(Scenarios, scenario =>
        {
            var rules = new PacingRules(scenario.Limit, TimeSpan.FromMilliseconds(scenario.WindowMilliseconds), null);
            var (sends, _, _) = scenario.Play();

            return sends.GroupBy(sent => sent.Lane).All(lane => MostAtOnce(lane) <= 2 + (rules.Window / 20 / (rules.Window / rules.RequestsPerWindow)));
        }));

    [Fact]
    public void Everything_that_waits_is_granted_in_the_end() =>
        Check.One(Cases.Usual, Prop.ForAll(Scenarios, scenario =>
        {
            var (sends, _, waiting) = scenario.Play();

            return waiting == 0 && sends.Count == scenario.Steps.Sum(step => step.Requests);
        }));

    private static double MostAtOnce(IEnumerable<BudgetScenario.Sent> lane) =>
        lane.GroupBy(sent => sent.At).Select(group => group.Count()).DefaultIfEmpty(0).Max();
}
