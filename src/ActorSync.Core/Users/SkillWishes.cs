using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>What the source's newest statement and the schedule of earlier ones want of a person's skills.</summary>
/// <param name="BySkill">The wish for each skill that is spoken of.</param>
/// <param name="Ended">Held skills whose scheduled end has passed and that nothing speaks of any more.</param>
/// <param name="Schedule">The ledger's schedule with this source's part brought up to date.</param>
/// <param name="Rejections">Stated skills that the target lacks.</param>
internal sealed record SkillWishes(
    Wishes<SkillId, SkillWish> BySkill,
    ImmutableArray<SkillId> Ended,
    ImmutableArray<ScheduledSkill> Schedule,
    ImmutableArray<ItemRejection> Rejections)
{
    /// <summary>The wishes of a person who is here.</summary>
    public static SkillWishes Of(
        RosterPerson person, Holdings<SkillId, Level> held, ImmutableArray<ScheduledSkill> schedule, PlanningContext context, Instant now)
    {
        var reader = new SkillWishReader(held, schedule, context, now);

        switch (person.Skills.Statement)
        {
            case Statement.Stated:
                reader.ReadStatement(person.Skills, person.HasRejectedRow);
                break;
            case Statement.NotStated:
                reader.FollowSchedule();
                break;
            case Statement.LeaveAsIs:
                reader.KeepSchedule();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(person), person.Skills.Statement, "Unknown statement.");
        }

        return reader.ToWishes();
    }

    /// <summary>The wishes of a person who has gone: nothing is wanted, and only what a rejected item meant stays untouched.</summary>
    public static SkillWishes OfDeparted(
        RosterPerson? person, ImmutableArray<ScheduledSkill> schedule, PlanningContext context, bool losesNothing)
    {
        var untouched = new Wishes<SkillId, SkillWish>();
        foreach (var name in person?.Skills.Untouched ?? [])
        {
            if (context.Taxonomy.TryFind(name, out var skill))
            {
                untouched[skill] = SkillWish.Leave.Instance;
            }
        }

        return new(
            untouched,
            Ended: [],
            losesNothing ? schedule : [.. schedule.Where(entry => entry.Source != context.Source)],
            Rejections: []);
    }
}
