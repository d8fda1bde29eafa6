using ActorSync.Core.Leases;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Leases;

public sealed class LeaseProperties
{
    private static readonly Arbitrary<LeaseScenario> Scenarios = (
        from steps in (
            from process in Gen.Choose(0, 2)
            from deed in Gen.Elements(Enum.GetValues<LeaseScenario.Deed>())
            from milliseconds in Gen.OneOf(Gen.Constant(0), Gen.Choose(1, 5_000), Gen.Choose(5_000, 90_000))
            select new LeaseScenario.Step(process, deed, milliseconds)).ArrayOf()
        select new LeaseScenario(steps)).ToArbitrary();

    [Fact]
    public void Whoever_freezes_wakes_or_dies_no_two_processes_ever_may_send_at_the_same_time() =>
        Check.One(Cases.Of(2_000), Prop.ForAll(Scenarios, scenario =>
        {
            var spans = scenario.Play();
            return spans.Zip(spans.Skip(1)).All(pair => pair.Second.From >= pair.First.Until);
        }));

    [Fact]
    public void After_one_that_nobody_has_seen_end_the_next_sends_nothing_until_all_that_it_began_has_ended() =>
        Check.One(Cases.Of(2_000), Prop.ForAll(Scenarios, scenario =>
        {
            var spans = scenario.Play();
            return spans.Zip(spans.Skip(1)).Where(pair => !pair.Second.IsAfterDeath).All(pair => pair.Second.From >= pair.First.Until + LeaseScenario.Attempt);
        }));
}
