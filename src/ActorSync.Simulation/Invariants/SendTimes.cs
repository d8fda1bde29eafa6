using System.Globalization;
using ActorSync.Core.Pacing;
using ActorSync.Simulation.Time;
using NodaTime;

namespace ActorSync.Simulation.Invariants;

/// <summary>Keeps books on when requests may leave: the pauses that were received, and what has left with each token.</summary>
/// <param name="clock">The time.</param>
/// <param name="requestsPerMinute">The configured pace of each token; 0 for none.</param>
/// <param name="checks">Told of each rule that is looked at.</param>
/// <remarks>Of an earlier process it knows the pauses that the disk kept, once it has seen that each was told to whoever keeps them; nobody keeps what an earlier process has sent.</remarks>
internal sealed class SendTimes(SimulatedClock clock, int requestsPerMinute, RuleChecks checks)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // A pause passes some messages on its way to whoever keeps it, and each may take long.
    private static readonly TimeSpan AnnouncedWithin = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, TimeSpan> _pauses = new(StringComparer.Ordinal); // By token, or by the name of a limit.
    private readonly Dictionary<string, TimeSpan> _receivedAt = new(StringComparer.Ordinal); // The same.
    private readonly Dictionary<string, TimeSpan> _announced = new(StringComparer.Ordinal); // The same.
    private readonly Dictionary<string, HashSet<string>> _limitsOf = new(StringComparer.Ordinal); // By the route that has met them.
    private readonly Dictionary<string, List<SentRequest>> _sent = new(StringComparer.Ordinal); // By token.

    /// <summary>A process begins: it knows of the pauses that earlier ones could keep, by the wall clock, and not of what they have sent.</summary>
    public void Begin(IEnumerable<HeldPause> kept)
    {
        _pauses.Clear();
        _receivedAt.Clear();
        _announced.Clear();
        _limitsOf.Clear();
        _sent.Clear();
        foreach (var pause in kept)
        {
            var isOfLimit = NamedLimit.TryParseLabel(pause.Scope, out var limit, out var route);
            Pause(pause.Scope, route ?? string.Empty, isOfLimit ? limit : null, clock.Elapsed + (pause.Until - clock.Now).ToTimeSpan());
            Announced(pause.Scope, pause.Until);
        }
    }

    /// <summary>A pause was received: of the limit that is named, for every route that has met it, else of the token.</summary>
    public void Pause(string token, string route, NamedLimit? limit, TimeSpan until)
    {
        var scope = token;
        if (limit is { IsOfToken: false })
        {
            scope = limit.NameFor(route);
            (_limitsOf.TryGetValue(route, out var limits) ? limits : _limitsOf[route] = []).Add(scope);
        }

        if (until > _pauses.GetValueOrDefault(scope))
        {
            _pauses[scope] = until;
            _receivedAt[scope] = clock.Elapsed;
        }
    }

    /// <summary>A pause is told to whoever keeps it for the next process.</summary>
    /// <param name="label">What it concerns, as people read it.</param>
    /// <param name="until">Its end by the wall clock.</param>
    public void Announced(string label, Instant until)
    {
        var scope = NamedLimit.TryParseLabel(label, out var limit, out var route) ? limit.NameFor(route) : label;
        var at = clock.Elapsed + (until - clock.Now).ToTimeSpan();
        _announced[scope] = at > _announced.GetValueOrDefault(scope) ? at : _announced.GetValueOrDefault(scope);
    }

    /// <summary>A process ends: of every pause that still holds, whoever keeps it has heard in full.</summary>
    /// <exception cref="BrokenInvariantException">Nobody was told of one, or of a shorter one.</exception>
    public void End()
    {
        foreach (var (scope, until) in _pauses.Where(pause => pause.Value > clock.Elapsed && _receivedAt[pause.Key] + AnnouncedWithin <= clock.Elapsed).OrderBy(pause => pause.Key, StringComparer.Ordinal))
        {
            checks.Look(Rules.SentInPause);
            if (_announced.GetValueOrDefault(scope) < until)
            {
                throw new BrokenInvariantException(
                    Rules.SentInPause, string.Create(CultureInfo.InvariantCulture, $"{scope} is paused until {until:c}, and whoever keeps pauses has heard of {_announced.GetValueOrDefault(scope):c}"));
            }
        }
    }

    /// <summary>A request leaves.</summary>
    /// <exception cref="BrokenInvariantException">It leaves in a pause, or with more than the pace.</exception>
    public void Leaves(SentRequest sent)
    {
        foreach (var scope in (_limitsOf.GetValueOrDefault(sent.Request.Route) ?? []).Order(StringComparer.Ordinal).Prepend(sent.Token))
        {
            if (!_pauses.TryGetValue(scope, out var until))
            {
                continue;
            }

            checks.Look(Rules.SentInPause);
            if (sent.At < until)
            {
                throw new BrokenInvariantException(Rules.SentInPause, string.Create(CultureInfo.InvariantCulture, $"{sent} leaves at {sent.At:c}, and {scope} is paused until {until:c}"));
            }
        }

        if (requestsPerMinute == 0)
        {
            return;
        }

        if (!_sent.TryGetValue(sent.Token, out var earlier))
        {
            _sent[sent.Token] = earlier = [];
        }

        earlier.Add(sent);
        earlier.RemoveAll(each => each.At <= sent.At - Window);
        checks.Look(Rules.SentTooFast);
        if (earlier.Count > requestsPerMinute)
        {
            throw new BrokenInvariantException(
                Rules.SentTooFast, string.Create(CultureInfo.InvariantCulture, $"{sent} is number {earlier.Count} that leaves with {sent.Token} within a minute until {sent.At:c}, and the pace is {requestsPerMinute}: {string.Join(", ", earlier.Select(each => $"{each.At:c} {each}"))}"));
        }
    }

    /// <summary>A request was refused by a 429, and so does not count.</summary>
    public void NotTaken(SentRequest sent) => _sent.GetValueOrDefault(sent.Token)?.Remove(sent);
}
