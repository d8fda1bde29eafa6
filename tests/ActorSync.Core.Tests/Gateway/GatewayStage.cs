using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Gateway;

/// <summary>A gateway's rules on a clock that the test moves: it notes what they have done, and does nothing of it by itself.</summary>
public sealed class GatewayStage : IGatewayPort
{
    public const string ReadRoute = "GET /api/v2/users";
    public const string WriteRoute = "PATCH /api/v2/users/{id}/skills";

    public static readonly GatewayRules Rules = new(
        "target.test", Tokens: 1, RequestsPerMinute: 0, MaxInFlight: null, MaxOpenRequests: 100, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15));

    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 1, 12, 0);

    public GatewayStage(GatewayRules? rules = null) => Machine = new GatewayMachine(rules ?? Rules, this);

    public GatewayMachine Machine { get; }

    public Moment Now { get; private set; } = new(TimeSpan.Zero, Noon);

    public long Sent => Granted.Count;

    public SendRight Right { get; set; } = SendRight.Holds;

    public int Sought { get; private set; }

    public TimeSpan? WakesAt { get; private set; }

    public List<(Delivery Delivery, Permit Permit)> Granted { get; } = [];

    public List<(Delivery Delivery, TargetOutcome Outcome)> Refused { get; } = [];

    public Queue<int> TokensAsked { get; } = new();

    public List<PauseBegan> Pauses { get; } = [];

    public List<string> PausesOver { get; } = [];

    public List<object> Told { get; } = [];

    /// <summary>Is called at each grant, while the machine has not returned yet.</summary>
    public Action<Delivery, Permit>? OnGrant { get; set; }

    public static Delivery Request(long id, string route = ReadRoute) => new(
        id,
        "asker",
        new TargetRequest(route == ReadRoute ? RequestVerb.Get : RequestVerb.Patch, "/api/v2/users", default, route, new UserId("u1")),
        SendOrigin.Unnamed);

    /// <summary>Takes a request and gives it.</summary>
    public Delivery Take(long id, string route = ReadRoute)
    {
        var delivery = Request(id, route);
        Assert.True(Machine.TryTake(delivery, Now));
        return delivery;
    }

    /// <summary>The login grants the token that was asked for first.</summary>
    public void GrantToken(TimeSpan? life = null) =>
        Machine.UseToken(TokensAsked.Dequeue(), new TokenResult.Granted(new TokenLease("secret", Now.Elapsed, life ?? TimeSpan.FromHours(1))), Now);

    /// <summary>An attempt is answered, and its request ends.</summary>
    public void Answer(Delivery delivery, Permit permit)
    {
        Machine.End(new AttemptEnded(permit, new AttemptReport.Answered(Now.Elapsed, Now.Elapsed)) { IsAtWork = true }, Now);
        Machine.Finish(delivery, new TargetOutcome.Answered(200, default, Now.Instant), Now);
    }

    /// <summary>An attempt is answered by 429, and its request waits for another permit.</summary>
    public TimeSpan Throttle(Delivery delivery, Permit permit, TimeSpan wait, NamedLimit? limit = null)
    {
        var until = Now.Elapsed + wait;
        Machine.End(
            new AttemptEnded(permit, new AttemptReport.Throttled(Now.Elapsed, Now.Elapsed, new RetryAfter(wait, RetryAfterSource.Seconds, false), until, limit)) { IsAtWork = true },
            Now);
        Machine.WantPermit(delivery, Now);
        return until;
    }

    /// <summary>Lets time pass, and wakes the machine whenever it has asked for that.</summary>
    public void Pass(TimeSpan time)
    {
        var end = Now.Elapsed + time;
        while (WakesAt is { } at && at <= end)
        {
            Set(at > Now.Elapsed ? at : Now.Elapsed);
            WakesAt = null;
            Machine.Pump(Now);
        }

        Set(end);
    }

    public void SeekRight() => Sought++;

    public void Begin(Delivery delivery, Permit permit) => Grant(delivery, permit);

    public void Answer(Delivery delivery, PermitAnswer answer)
    {
        if (answer.Permit is { } permit)
        {
            Grant(delivery, permit);
        }
        else
        {
            Refused.Add((delivery, answer.Refusal!));
        }
    }

    public void Complete(Delivery delivery, TargetOutcome outcome) => Refused.Add((delivery, outcome));

    public void AskForToken(int lane) => TokensAsked.Enqueue(lane);

    public void WakeAfter(TimeSpan? wait) => WakesAt = Now.Elapsed + wait;

    public void Announce(PauseBegan began) => Pauses.Add(began);

    public void Announce(PauseEnded ended) => PausesOver.Add(ended.Scope);

    public void Stopped(object asker) => Told.Add(asker);

    private void Grant(Delivery delivery, Permit permit)
    {
        Granted.Add((delivery, permit));
        OnGrant?.Invoke(delivery, permit);
    }

    private void Set(TimeSpan elapsed) => Now = new Moment(elapsed, Noon + Duration.FromTimeSpan(elapsed));
}
