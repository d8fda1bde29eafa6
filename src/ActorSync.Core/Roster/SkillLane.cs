using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Roster;

/// <summary>How stated skills are settled and compared: two contradict where their validity overlaps and their levels differ.</summary>
internal sealed class SkillLane(ZoneRules zone, Func<int, DateColumns> columnsOf)
    : Lane<SkillDraft, StatedSkill, SkillName>(zone, columnsOf)
{
    // Skills by their levels are a few thousand; who dates each by itself shares nothing.
    private const int MostShared = 10_000;

    private readonly HashSet<SkillStatement> _said = [];

    public override string ListColumn => SheetColumns.NameOf(Roster.SheetColumn.Skills);

    public override string SheetColumn => SheetColumns.NameOf(Roster.SheetColumn.Skill);

    public override SkillName NameOf(StatedSkill item) => item.Name;

    public override RowRef RowOf(StatedSkill item) => item.Row;

    public override bool AreEqual(StatedSkill one, StatedSkill other) =>
        one.Name == other.Name && one.Level == other.Level && one.From == other.From && one.Until == other.Until;

    public override bool Contradict(StatedSkill one, StatedSkill other)
    {
        var oneEndsFirst = one.Until is { } end && other.From is { } start && end <= start;
        var otherEndsFirst = other.Until is { } otherEnd && one.From is { } otherStart && otherEnd <= otherStart;
        return one.Level != other.Level && !oneEndsFirst && !otherEndsFirst;
    }

    public override bool ContradictsNone(StatedSkill item) => item.Level != Level.Zero;

    public override bool ContradictsLeaveAsIs(StatedSkill item) => item.Level is not null;

    public override int CompareValues(StatedSkill one, StatedSkill other)
    {
        var byStart = Nullable.Compare(one.From, other.From);
        var byEnd = byStart != 0 ? byStart : Nullable.Compare(one.Until, other.Until);
        var byLevel = byEnd != 0 ? byEnd : Nullable.Compare(one.Level, other.Level);
        return byLevel != 0 ? byLevel : one.Row.CompareTo(other.Row);
    }

    public override RejectedItem<SkillName>? Settle(SkillDraft draft, RowRef row, ItemOrigin origin, out StatedSkill? item)
    {
        item = null;
        var columns = ColumnsOf(row);
        if (columns.Effective.Settle(draft.From, Zone, out var from) is { } fromProblem)
        {
            return Reject(row, columns.Effective, draft.From, fromProblem, draft.Skill.Name);
        }

        if (columns.End.Settle(draft.LastDay, Zone, out var lastDay) is { } endProblem)
        {
            return Reject(row, columns.End, draft.LastDay, endProblem, draft.Skill.Name);
        }

        Instant? start = from.IsStated ? Zone.StartOf(from.Day(Zone)) : null;
        var end = lastDay.IsStated ? AfterLastDay(lastDay.Day(Zone)) : null;
        if (start is not null && end is not null && end <= start)
        {
            return Reject(
                row,
                columns.End,
                draft.LastDay,
                new CellProblem(RosterRule.DatesReversed, "The end date lies before the effective date. Correct one of them."),
                draft.Skill.Name);
        }

        item = new StatedSkill(Shared(new SkillStatement(draft.Skill.Name, draft.Level, start, end)), row, origin);
        return null;
    }

    private SkillStatement Shared(SkillStatement said)
    {
        if (_said.TryGetValue(said, out var known))
        {
            return known;
        }

        if (_said.Count < MostShared)
        {
            _said.Add(said);
        }

        return said;
    }

    // The last year stands for "never" in many exports, and its last day has no next one.
    private Instant? AfterLastDay(LocalDate day) => day.Year == RosterDate.LastYear ? null : Zone.StartOf(day.PlusDays(1));
}
