using System.Globalization;
using System.Text;
using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;

namespace ActorSync.Core.Tests.Gateway;

/// <summary>A random life of a gateway up to its end, and what was seen of its promises.</summary>
/// <param name="PerMinute">The local pace.</param>
/// <param name="MaxInFlight">The most requests under way.</param>
/// <param name="Tokens">How many tokens.</param>
/// <param name="Steps">What happens, in order; then everything is answered, and the gateway ends.</param>
public sealed record GatewayLife(int PerMinute, int MaxInFlight, int Tokens, GatewayLife.Step[] Steps)
{
    private static readonly NamedLimit OfRoute = new("route.requests.rate.per.minute", "test", null);

    private readonly GatewayStage _stage = new(GatewayStage.Rules with { RequestsPerMinute = PerMinute, MaxInFlight = MaxInFlight, Tokens = Tokens });
    private readonly Dictionary<string, TimeSpan> _pausedUntil = [];
    private readonly List<(Delivery Delivery, Permit Permit)> _inFlight = [];
    private readonly List<Delivery> _between = [];
    private readonly List<Delivery> _taken = [];
    private readonly HashSet<Delivery> _withdrawn = [];
    private readonly StringBuilder _story = new();
    private int _refusalsSeen;

    /// <summary>What can happen.</summary>
    public enum Event
    {
        Asked,
        TimePassed,
        Answered,
        Throttled,
        ThrottledByRoute,
        Failed,
        TriedAgain,
        TokenRefused,
        Withdrawn,
        LoginAnswered,
        LoginFailed,
        LoginRefused,
        LoginPaused,
        RightWent,
        RightCame,
        Stopped,
    }

    public int GrantsInsidePauses { get; private set; }

    public int GrantsWithoutRight { get; private set; }

    public int MostInFlight { get; private set; }

    public int WithdrawnTouched { get; private set; }

    public int LeftOpen { get; private set; }

    public Dictionary<long, int> Completions { get; } = [];

    public List<int> Asked { get; } = [];

    public IEnumerable<int> Told => _stage.Told.Cast<int>();

    /// <summary>What was granted and refused, and when.</summary>
    public string Story => _story.ToString();

    /// <inheritdoc/>
    public override string ToString() =>
        $"{PerMinute} a minute, {MaxInFlight} under way, {Tokens} tokens: {string.Join(", ", Steps.Select(step => $"{step.What} {step.Which} {step.Amount}"))}";

    /// <summary>The same life, not lived yet.</summary>
    public GatewayLife Again() => new(PerMinute, MaxInFlight, Tokens, Steps);

    /// <summary>Lives it.</summary>
    public GatewayLife Play()
    {
        _stage.OnGrant = Granted;
        foreach (var step in Steps)
        {
            Happen(step.What, step.Which, step.Amount);
            SeeRefusals();
        }

        End();
        return this;
    }

    private void Happen(Event what, int which, int amount)
    {
        var (machine, now) = (_stage.Machine, _stage.Now);
        switch (what)
        {
            case Event.Asked:
                _taken.Add(GatewayStage.Request(_taken.Count, which % 2 == 0 ? GatewayStage.ReadRoute : GatewayStage.WriteRoute));
                Completions[_taken[^1].RequestId] = 0;
                machine.TryTake(_taken[^1], now);
                break;
            case Event.TimePassed:
                _stage.Pass(TimeSpan.FromMilliseconds(amount * amount * 10));
                break;
            case Event.Answered when TakeInFlight(which) is var (delivery, permit):
                _stage.Answer(delivery, permit);
                Complete(delivery);
                break;
            case Event.Throttled or Event.ThrottledByRoute when TakeInFlight(which) is var (delivery, permit):
                var wait = TimeSpan.FromSeconds(amount < 39 ? amount : 3_600);
                var scope = what == Event.Throttled ? permit.Label : permit.Route;
                var until = now.Elapsed + wait;
                _pausedUntil[scope] = _pausedUntil.TryGetValue(scope, out var known) && known > until ? known : until;
                _stage.Throttle(delivery, permit, wait, what == Event.Throttled ? null : OfRoute);
                break;
            case Event.Failed when TakeInFlight(which) is var (delivery, permit):
                machine.End(new AttemptEnded(permit, new AttemptReport.Failed(now.Elapsed)), now);
                machine.Await(delivery, new AwaitedTry("away", 2, 5, now.Instant));
                _between.Add(delivery);
                break;
            case Event.TriedAgain when _between.Count > 0:
                var again = _between[which % _between.Count];
                _between.Remove(again);
                machine.WantPermit(again, now);
                break;
            case Event.TokenRefused when TakeInFlight(which) is var (delivery, permit):
                machine.End(new AttemptEnded(permit, new AttemptReport.Answered(now.Elapsed, now.Elapsed)) { TokenRefused = true, IsAtWork = true }, now);
                machine.WantPermit(delivery, now);
                break;
            case Event.Withdrawn when _taken.Count > 0:
                var given = _taken[which % _taken.Count];
                if (!given.IsUnderWay && Completions.TryGetValue(given.RequestId, out var completions) && completions == 0)
                {
                    _withdrawn.Add(given);
                    Completions.Remove(given.RequestId);
                }

                machine.Withdraw(given.RequestId, given.Asker, now);
                break;
            case Event.LoginAnswered when _stage.TokensAsked.Count > 0:
                _stage.GrantToken(TimeSpan.FromSeconds(1 + (amount * 5)));
                break;
            case Event.LoginFailed when _stage.TokensAsked.TryDequeue(out var lane):
                machine.UseToken(lane, new TokenResult.Unreachable("away"), now);
                break;
            case Event.LoginRefused when _stage.TokensAsked.TryDequeue(out var lane):
                machine.UseToken(lane, new TokenResult.Refused("no"), now);
                break;
            case Event.LoginPaused when _stage.TokensAsked.TryDequeue(out var lane):
                machine.UseToken(lane, new TokenResult.Paused("busy", now.Elapsed + TimeSpan.FromSeconds(amount)), now);
                break;
            case Event.RightWent or Event.RightCame:
                _stage.Right = what == Event.RightCame ? SendRight.Holds : amount == 40 ? SendRight.IsLost : SendRight.IsAway;
                machine.Pump(now);
                break;
            case Event.Stopped when amount > 30:
                Stop();
                break;
        }
    }

    /// <summary>Everything that is open is answered, and the gateway ends.</summary>
    private void End()
    {
        _stage.Right = SendRight.Holds;
        _stage.Machine.Pump(_stage.Now);
        for (var turn = 0; turn < 10_000 && _stage.Machine.Open > 0; turn++)
        {
            Happen(Event.Answered, turn, 0);
            Happen(Event.TriedAgain, turn, 0);
            Happen(Event.LoginAnswered, turn, 40);
            Happen(Event.TimePassed, turn, 40);
            SeeRefusals();
        }

        LeftOpen = _stage.Machine.Open;
        Stop();
        SeeRefusals();
    }

    private void Stop()
    {
        Asked.Add(Asked.Count);
        _stage.Machine.Stop(Asked[^1], _stage.Now);
    }

    private void Granted(Delivery delivery, Permit permit)
    {
        var now = _stage.Now.Elapsed;
        _inFlight.Add((delivery, permit));
        MostInFlight = Math.Max(MostInFlight, _inFlight.Count);
        GrantsInsidePauses += now < _pausedUntil.GetValueOrDefault(permit.Label) || now < _pausedUntil.GetValueOrDefault(permit.Route) ? 1 : 0;
        GrantsWithoutRight += permit.Token.ExpiresAt <= now || _stage.Right != SendRight.Holds || _stage.Machine.IsStopping ? 1 : 0;
        WithdrawnTouched += _withdrawn.Contains(delivery) ? 1 : 0;
        Tell("granted", delivery);
    }

    private void SeeRefusals()
    {
        while (_refusalsSeen < _stage.Refused.Count)
        {
            var (delivery, outcome) = _stage.Refused[_refusalsSeen++];
            Tell("refused", delivery);
            Complete(delivery);
            if (delivery.IsUnderWay)
            {
                _stage.Machine.Finish(delivery, outcome, _stage.Now);
            }
        }
    }

    private void Complete(Delivery delivery)
    {
        WithdrawnTouched += _withdrawn.Contains(delivery) ? 1 : 0;
        Completions[delivery.RequestId] = Completions.GetValueOrDefault(delivery.RequestId) + 1;
    }

    private (Delivery Delivery, Permit Permit)? TakeInFlight(int which)
    {
        if (_inFlight.Count == 0)
        {
            return null;
        }

        var taken = _inFlight[which % _inFlight.Count];
        _inFlight.Remove(taken);
        return taken;
    }

    private void Tell(string what, Delivery delivery) =>
        _story.Append(CultureInfo.InvariantCulture, $"{_stage.Now.Elapsed} {what} {delivery.RequestId}\n");

    /// <summary>One thing that happens.</summary>
    /// <param name="What">What.</param>
    /// <param name="Which">To which of those that it can happen to.</param>
    /// <param name="Amount">How much of it, 0 to 40.</param>
    public sealed record Step(Event What, int Which, int Amount);
}
