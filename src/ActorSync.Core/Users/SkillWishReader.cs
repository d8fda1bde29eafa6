using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>Gathers the <see cref="SkillWishes"/> of one person from a statement and from this source's schedule.</summary>
internal sealed class SkillWishReader
{
    private readonly Holdings<SkillId, Level> _held;
    private readonly PlanningContext _context;
    private readonly Instant _now;
    private readonly ImmutableArray<ScheduledSkill> _earlier;
    private readonly List<ScheduledSkill> _schedule;
    private readonly Wishes<SkillId, SkillWish> _wishes = new();
    private readonly HashSet<SkillId> _untouched = [];
    private readonly HashSet<SkillId> _mentioned = [];
    private readonly List<SkillId> _ended = [];
    private readonly List<ItemRejection> _rejections = [];

    public SkillWishReader(Holdings<SkillId, Level> held, ImmutableArray<ScheduledSkill> schedule, PlanningContext context, Instant now)
    {
        _held = held;
        _context = context;
        _now = now;
        _earlier = schedule.IsEmpty ? [] : [.. schedule.Where(entry => entry.Source == context.Source)];
        _schedule = schedule.IsEmpty ? [] : [.. schedule.Where(entry => entry.Source != context.Source)];
    }

    /// <summary>Reads a newer statement, which replaces this source's schedule.</summary>
    public void ReadStatement(StatedList<StatedSkill, SkillName> stated, bool hasRejectedRow)
    {
        foreach (var name in stated.Untouched)
        {
            if (_context.Taxonomy.TryFind(name, out var skill))
            {
                _untouched.Add(skill);
                _wishes[skill] = SkillWish.Leave.Instance;
            }
        }

        foreach (var item in stated.Items)
        {
            Read(item);
        }

        // What was rejected of this statement may have spoken of a scheduled value: what the rest does not mention stays scheduled.
        var isDoubtful = hasRejectedRow || stated.HasUnknownName || _rejections.Exists(rejection => rejection.Origin == ItemOrigin.SheetRow);
        foreach (var entry in _earlier)
        {
            if (_untouched.Contains(entry.Skill))
            {
                _schedule.Add(entry);
            }
            else if (isDoubtful && !_mentioned.Contains(entry.Skill))
            {
                Follow(entry);
            }
        }
    }

    /// <summary>Applies what has come due of this source's schedule, and protects what has not.</summary>
    public void FollowSchedule()
    {
        foreach (var entry in _earlier)
        {
            Follow(entry);
        }
    }

    /// <summary>Keeps this source's schedule without acting on it.</summary>
    public void KeepSchedule() => _schedule.AddRange(_earlier);

    public SkillWishes ToWishes() => new(
        _wishes,
        [.. _ended.Where(skill => !_wishes.ContainsKey(skill))],
        LedgerOrder.Of(_schedule),
        [.. _rejections]);

    private void Read(StatedSkill item)
    {
        if (item.Until <= _now)
        {
            return; // Its last valid day is over: no longer stated.
        }

        if (!_context.Taxonomy.TryFind(item.Name, out var skill))
        {
            _rejections.Add(TargetRejection.SkillMissing(item));
            return;
        }

        if (!_earlier.IsEmpty)
        {
            _mentioned.Add(skill);
        }

        if (_untouched.Contains(skill) || !_context.MaySpeakOf(skill))
        {
            return;
        }

        if (item.IsFutureAt(_now))
        {
            _wishes.TryAdd(skill, SkillWish.Leave.Instance);
        }
        else
        {
            _wishes[skill] = WishFor(item.Level, OperationCause.Stated, item.Row);
        }

        if (item.Level is { } level && (item.IsFutureAt(_now) || item.Until is not null))
        {
            _schedule.Add(new(_context.Source, skill, level, item.IsFutureAt(_now) ? item.From : null, item.Until));
        }
    }

    private void Follow(ScheduledSkill entry)
    {
        if (!_context.MaySpeakOf(entry.Skill))
        {
            _schedule.Add(entry); // Declared otherwise today; it waits until it may act again.
        }
        else if (entry.Until <= _now)
        {
            FollowEnded(entry);
        }
        else if (entry.From > _now)
        {
            _wishes.TryAdd(entry.Skill, SkillWish.Leave.Instance);
            _schedule.Add(entry);
        }
        else if (entry.From is null)
        {
            _schedule.Add(entry); // Applied already: what a person changed since is not overwritten by a file that is silent.
        }
        else
        {
            FollowDue(entry);
        }
    }

    private void FollowEnded(ScheduledSkill entry)
    {
        if (_held.Contains(entry.Skill))
        {
            _ended.Add(entry.Skill);
            _schedule.Add(entry);
        }
    }

    private void FollowDue(ScheduledSkill entry)
    {
        _wishes[entry.Skill] = WishFor(entry.Level, OperationCause.Scheduled, origin: null);

        var isHeld = _held.TryGet(entry.Skill, out var level);
        var isSettled = entry.Level == Level.Zero ? !isHeld : isHeld && level == entry.Level;
        if (!isSettled)
        {
            _schedule.Add(entry);
        }
        else if (ScheduleRule.Settle(entry, _now) is { } rest)
        {
            _schedule.Add(rest);
        }
    }

    private static SkillWish WishFor(Level? level, OperationCause cause, RowRef? origin) => level switch
    {
        null => SkillWish.Leave.Instance,
        { } zero when zero == Level.Zero => new SkillWish.Drop(origin),
        { } wanted => new SkillWish.Hold(wanted, cause, origin),
    };
}
