using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Gateway;

/// <summary>Whatever happens to a gateway in which order, its promises hold.</summary>
public sealed class GatewayMachineProperties
{
    // Whatever can happen, and what brings a life forward more often.
    private static readonly GatewayLife.Event[] Events =
        [.. Enum.GetValues<GatewayLife.Event>(), GatewayLife.Event.Asked, GatewayLife.Event.Asked, GatewayLife.Event.LoginAnswered, GatewayLife.Event.LoginAnswered, GatewayLife.Event.TimePassed];

    private static readonly Gen<GatewayLife> Lives =
        from perMinute in Gen.Elements(0, 0, 120, 6_000)
        from maxInFlight in Gen.Choose(1, 4)
        from tokens in Gen.Choose(1, 2)
        from steps in Gen.ArrayOf(
            from what in Gen.Elements(Events)
            from which in Gen.Choose(0, 20)
            from amount in Gen.Choose(0, 40)
            select new GatewayLife.Step(what, which, amount))
        select new GatewayLife(perMinute, maxInFlight, tokens, steps);

    [Fact]
    public void Nothing_is_granted_inside_a_pause() => Holds(life => life.GrantsInsidePauses == 0);

    [Fact]
    public void Never_more_is_under_way_than_allowed() => Holds(life => life.MostInFlight <= life.MaxInFlight);

    [Fact]
    public void Every_request_that_was_taken_is_completed_exactly_once_unless_it_was_withdrawn() =>
        Holds(life => life.Completions.All(request => request.Value == 1) && life.LeftOpen == 0);

    [Fact]
    public void What_was_withdrawn_is_never_granted_or_answered() => Holds(life => life.WithdrawnTouched == 0);

    [Fact]
    public void Nothing_is_granted_without_a_good_token_the_right_to_send_or_after_the_end() => Holds(life => life.GrantsWithoutRight == 0);

    [Fact]
    public void The_end_tells_everybody_who_asked_for_it_exactly_once() => Holds(life => life.Asked.Order().SequenceEqual(life.Told.Order()));

    [Fact]
    public void The_same_life_goes_the_same_way_again() => Holds(life => life.Story == life.Again().Play().Story);

    private static void Holds(Func<GatewayLife, bool> promise) =>
        Check.One(Cases.Of(300), Prop.ForAll(Arb.From(Lives, Shorter), life => promise(life.Again().Play())));

    private static IEnumerable<GatewayLife> Shorter(GatewayLife life) =>
        life.Steps.Select((_, index) => new GatewayLife(life.PerMinute, life.MaxInFlight, life.Tokens, [.. life.Steps[..index], .. life.Steps[(index + 1)..]]));
}
