using System.Collections.Immutable;
using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>What remains of a scheduled skill once the target shows its value.</summary>
internal static class ScheduleRule
{
    /// <summary>The rest of an entry whose value is as wanted at <paramref name="now"/>: only a known end is worth keeping.</summary>
    public static ScheduledSkill? Settle(ScheduledSkill entry, Instant now)
    {
        if (entry.From > now)
        {
            return entry;
        }

        var hasMoreToSay = entry.Until > now && entry.Level != Level.Zero;
        return hasMoreToSay ? entry with { From = null } : null;
    }

    /// <summary>The schedule after a write of one skill for one source.</summary>
    public static ImmutableArray<ScheduledSkill> Settle(ImmutableArray<ScheduledSkill> schedule, SourceName source, SkillId skill, Instant now)
    {
        if (schedule.IsEmpty || !schedule.Any(entry => entry.Source == source && entry.Skill == skill))
        {
            return schedule;
        }

        var rest = schedule.Select(entry => entry.Source == source && entry.Skill == skill ? Settle(entry, now) : entry);
        return LedgerOrder.Of(rest.OfType<ScheduledSkill>());
    }
}
