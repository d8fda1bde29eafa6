using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ActorSync.Core.Dialects;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Simulation.Invariants;
using ActorSync.Simulation.Time;

namespace ActorSync.Simulation.Target;

/// <summary>A contact centre in memory: the users, what they hold, and who gave it to them. It alone knows the truth.</summary>
/// <remarks>Every write is checked when it is applied: nothing unmanaged may be touched, and nothing taken that a person gave.</remarks>
public sealed class SimulatedTarget
{
    private readonly SimulatedClock _clock;
    private readonly TargetCalls _calls;
    private readonly RuleChecks _checks;
    private readonly Dictionary<(string User, string Id), HeldValue> _written = [];
    private readonly Dictionary<(string User, string Id), ValueOwner> _taken = [];
    private readonly HashSet<(string User, string Id)> _expected = [];
    private readonly HashSet<(string User, string Id)> _intended = [];
    private readonly SortedDictionary<string, List<(TimeSpan At, TargetUser User)>> _users = new(StringComparer.Ordinal);
    private bool _isTakenBack;

    /// <summary>A target without users.</summary>
    /// <param name="dialect">The API that it speaks.</param>
    /// <param name="names">What it knows.</param>
    /// <param name="clock">The time.</param>
    /// <param name="mayTakeWhatWasGiven">Whether the removal policy lets ActorSync take managed values whoever gave them.</param>
    /// <param name="checks">Told of each rule that is looked at.</param>
    public SimulatedTarget(ITargetDialect dialect, TargetNames names, SimulatedClock clock, bool mayTakeWhatWasGiven, RuleChecks checks)
    {
        ArgumentNullException.ThrowIfNull(dialect);

        Names = names;
        _clock = clock;
        _checks = checks;
        MayTakeWhatWasGiven = mayTakeWhatWasGiven;
        _calls = dialect.Capabilities.CertificationsAreDated ? new GuideCalls(this) : new GenesysCalls(this);
    }

    /// <summary>What it knows.</summary>
    public TargetNames Names { get; }

    /// <summary>Whether the removal policy lets ActorSync take managed values whoever gave them.</summary>
    public bool MayTakeWhatWasGiven { get; }

    /// <summary>What may be taken from whom whoever gave it, since the roster says that it is over, or a zero of it: employee and skill or certification.</summary>
    public HashSet<(string Employee, string Id)> MayBeTaken { get; } = [];

    /// <summary>A value that a person gives a user now.</summary>
    /// <remarks>What ActorSync has written there itself before, nobody can tell apart from that; anything else it can see when it looks.</remarks>
    public HeldValue Given(string user, string id, HeldValue value)
    {
        ArgumentNullException.ThrowIfNull(value);

        return !_written.TryGetValue((user, id), out var written) ? value
            : (written.Level, written.ExpiresOn) == (value.Level, value.ExpiresOn) ? value with { Owner = ValueOwner.Both }
            : value with { GivenAgainAt = _clock.Elapsed };
    }

    /// <summary>After how long ActorSync must know that a person has given something.</summary>
    public TimeSpan KnownAfter { get; set; } = TimeSpan.FromMinutes(31);

    /// <summary>How long after it was made a change is shown.</summary>
    public TimeSpan Lateness { get; set; }

    /// <summary>Writes applied so far.</summary>
    public int WritesApplied { get; private set; }

    /// <summary>Every user as it is, by id.</summary>
    public IEnumerable<TargetUser> Users => _users.Values.Select(history => history[^1].User);

    /// <summary>A user as it is, or null.</summary>
    public TargetUser? Find(string id) => _users.TryGetValue(id, out var history) ? history[^1].User : null;

    /// <summary>Sets a user, whoever changes it.</summary>
    public void Set(TargetUser user)
    {
        ArgumentNullException.ThrowIfNull(user);

        if (!_users.TryGetValue(user.Id, out var history))
        {
            _users.Add(user.Id, history = []);
        }

        history.Add((_clock.Elapsed, user));
    }

    /// <summary>Does what a request asks, and answers it.</summary>
    public TargetAnswer Handle(TargetRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);

        _isTakenBack = request.Carries.Any(operation => operation.Cause == OperationCause.Undone);
        var mark = request.Path.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? request.Path : request.Path[..mark];
        var query = mark < 0 ? [] : request.Path[(mark + 1)..].Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var parts = path["/api/v2/".Length..].Split('/').Select(Uri.UnescapeDataString).ToArray();
        return _calls.Answer(request, parts, query) ?? TargetAnswer.Error(404, "not.found", $"no route {request.Verb} {path}");
    }

    /// <summary>A write is on its way: what it gives, and does not only rate, nobody can tell apart any more from what a person gives meanwhile.</summary>
    public void Expect(TargetRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);

        if (request.User is { } user)
        {
            _expected.UnionWith(Gives(user, request.Carries));
        }
    }

    /// <summary>A write is intended: where its process dies nobody knows whether it left, and whoever takes the run back takes what is found of it, and is told so.</summary>
    public void Intend(JournalEntry.Intended intended)
    {
        ArgumentNullException.ThrowIfNull(intended);

        _intended.UnionWith(Gives(intended.User, intended.Operations));
    }

    /// <summary>Every user as it is shown now, by id.</summary>
    internal IEnumerable<TargetUser> Shown => _users.Values.Select(Visible);

    /// <summary>A user as it is shown now, or null.</summary>
    internal TargetUser? Show(string id) => _users.TryGetValue(id, out var history) ? Visible(history) : null;

    /// <summary>Applies a write of ActorSync's.</summary>
    internal void Write(TargetUser before, TargetUser after)
    {
        after = after with
        {
            Skills = WithOwners(after.Id, before.Skills, after.Skills),
            Certifications = WithOwners(after.Id, before.Certifications, after.Certifications),
        };
        Note(after.Id, before.Skills, after.Skills);
        Note(after.Id, before.Certifications, after.Certifications);
        Check(before, "skill", before.Skills, after.Skills);
        Check(before, "certification", before.Certifications, after.Certifications);
        WritesApplied++;
        Set(after);
    }

    /// <summary>A skill once ActorSync has written it.</summary>
    /// <remarks>What a person gave and ActorSync has only ever rated stays the person's; where ActorSync meant to give it, nobody can tell who was first.</remarks>
    internal HeldValue Rated(string user, string id, HeldValue? before, decimal level) => before switch
    {
        { Owner: ValueOwner.ActorSync } when before.Level == level => before,
        { Owner: ValueOwner.Hand, GivenAgainAt: null } when !_expected.Contains((user, id)) => before with { Level = level },
        _ => new HeldValue(level, null, null, OwnerAfter(before)),
    };

    /// <summary>Who owns a value once ActorSync has written it.</summary>
    internal static ValueOwner OwnerAfter(HeldValue? before) => before?.Owner switch
    {
        null or ValueOwner.ActorSync => ValueOwner.ActorSync,
        _ => ValueOwner.Both,
    };

    /// <summary>Who owns a certification with dates once ActorSync has dated it.</summary>
    /// <remarks>One that had ended is given anew, and one that was there stays whose it was; which of both it is nobody can tell near its end, by a clock that people set.</remarks>
    internal ValueOwner OwnerOfDated(HeldValue? before) =>
        before?.ExpiresOn is { } end && end > _clock.Now - HoldingChecks.NearAnEnd && end < _clock.Now + HoldingChecks.NearAnEnd ? ValueOwner.Both : OwnerAfter(before);

    // What a run that is taken back had taken is again whose it was.
    private ImmutableSortedDictionary<string, HeldValue> WithOwners(string user, ImmutableSortedDictionary<string, HeldValue> before, ImmutableSortedDictionary<string, HeldValue> after)
    {
        foreach (var (id, value) in before.Where(pair => !after.ContainsKey(pair.Key)))
        {
            _taken[(user, id)] = value.Owner;
        }

        foreach (var (id, value) in after.Where(pair => _isTakenBack && !before.ContainsKey(pair.Key)))
        {
            after = _taken.TryGetValue((user, id), out var owner) ? after.SetItem(id, value with { Owner = owner }) : after;
        }

        return after;
    }

    private void Note(string user, ImmutableSortedDictionary<string, HeldValue> before, ImmutableSortedDictionary<string, HeldValue> after)
    {
        foreach (var (id, value) in after.Where(pair => pair.Value != before.GetValueOrDefault(pair.Key)))
        {
            _written[(user, id)] = value;
        }
    }

    private TargetUser Visible(List<(TimeSpan At, TargetUser User)> history)
    {
        for (var last = history.Count - 1; last > 0; last--)
        {
            if (history[last].At + Lateness <= _clock.Elapsed)
            {
                return history[last].User;
            }
        }

        return history[0].User;
    }

    private void Check(TargetUser user, string kind, ImmutableSortedDictionary<string, HeldValue> before, ImmutableSortedDictionary<string, HeldValue> after)
    {
        foreach (var id in before.Keys.Union(after.Keys))
        {
            var (was, isNow) = (before.GetValueOrDefault(id), after.GetValueOrDefault(id));
            if (was == isNow)
            {
                continue;
            }

            _checks.Look(Rules.UnmanagedTouched);
            if (!Names.Managed.Contains(id))
            {
                throw new BrokenInvariantException(Rules.UnmanagedTouched, $"a write changes {kind} {id} of {user.Id}, which is not managed: {Told(was)} to {Told(isNow)}");
            }

            if (!IsTaken(was, isNow))
            {
                continue;
            }

            _checks.Look(Rules.HandGivenLost);
            if (was is { Owner: ValueOwner.Hand } && !MayTakeWhatWasGiven && !MayBeTaken.Contains((user.Employee, id)) && IsKnownToBeGiven(user.Id, id, was))
            {
                throw new BrokenInvariantException(Rules.HandGivenLost, $"a write takes {kind} {id} from {user.Id}, which a person gave: {Told(was)}");
            }
        }
    }

    // A certification with dates is taken by letting it end.
    private bool IsTaken(HeldValue? was, HeldValue? isNow) =>
        was is not null && (isNow is null || (isNow.ExpiresOn <= _clock.Now + HoldingChecks.NearAnEnd && !(was.ExpiresOn <= _clock.Now + HoldingChecks.NearAnEnd)));

    // A removal may rest on what was seen half an hour ago, or, where the ledger is trusted, on what it knows for as long as that holds.
    private bool IsKnownToBeGiven(string user, string id, HeldValue was) => was.GivenAgainAt is { } at ? _clock.Elapsed - at > KnownAfter
        : !_expected.Contains((user, id)) && !(_isTakenBack && _intended.Contains((user, id)));

    private static IEnumerable<(string User, string Id)> Gives(UserId user, ImmutableArray<Operation> operations)
    {
        foreach (var operation in operations)
        {
            if (operation is Operation.GrantSkill { Skill: var skill })
            {
                yield return (user.Value, skill.Value);
            }
            else if (operation is Operation.SetCertification { Certification: var certification })
            {
                yield return (user.Value, certification.Value);
            }
        }
    }

    private static string Told(HeldValue? value) => value is null
        ? "nothing"
        : string.Create(CultureInfo.InvariantCulture, $"{value.Level} {value.ExpiresOn} by {value.Owner}");

    /// <summary>A page of rows.</summary>
    internal static TargetAnswer Page<T>(IReadOnlyList<T> rows, Dictionary<string, string> query, int most, Action<Utf8JsonWriter, T> write)
    {
        var size = Math.Min(most, int.Parse(query.GetValueOrDefault("pageSize", "25"), CultureInfo.InvariantCulture));
        var number = int.Parse(query.GetValueOrDefault("pageNumber", "1"), CultureInfo.InvariantCulture);
        return new TargetAnswer(200, JsonBytes.Of(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("entities"u8);
            foreach (var row in rows.Skip((number - 1) * size).Take(size))
            {
                write(json, row);
            }

            json.WriteEndArray();
            json.WriteNumber("pageSize"u8, size);
            json.WriteNumber("pageNumber"u8, number);
            json.WriteNumber("total"u8, rows.Count);
            json.WriteNumber("pageCount"u8, Math.Max(1, (rows.Count + size - 1) / size));
            json.WriteEndObject();
        }));
    }
}
