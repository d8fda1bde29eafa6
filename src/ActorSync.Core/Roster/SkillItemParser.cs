using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Roster;

/// <summary>Reads one stated skill, from a compact item, a sheet row or a JSON object.</summary>
internal sealed class SkillItemParser(RosterContext context, RosterDateParser dates, SeenNamesLog seen)
{
    private readonly DeclaredNames<DeclaredSkill> _names = new(context.Taxonomy.Skills, skill => skill.Name.Value);
    private readonly LevelParser _levels = new(context.Scale, context.DecimalSeparator);

    /// <summary>Reads <c>Name</c> or <c>Name:Level</c>; a name may itself hold a colon.</summary>
    public RejectedItem<SkillName>? ParseCompact(RowRef row, ReadOnlySpan<char> item, DateColumns columns, out SkillDraft draft)
    {
        var colon = _names.Find(item) is null ? item.LastIndexOf(':') : -1;
        var cells = new SkillCells
        {
            Name = colon < 0 ? item : item[..colon],
            Level = colon < 0 ? [] : item[(colon + 1)..],
            Raw = item,
            Column = SheetColumns.NameOf(SheetColumn.Skills),
        };
        return Parse(row, cells, columns, out draft);
    }

    /// <summary>Reads a skill from its cells. Returns null, or the item as rejected.</summary>
    public RejectedItem<SkillName>? Parse(RowRef row, in SkillCells cells, DateColumns columns, out SkillDraft draft)
    {
        draft = default;
        var fromProblem = dates.Parse(cells.EffectiveDate, out var from);
        var lastDayProblem = dates.Parse(cells.EndDate, out var lastDay);
        columns.Effective.Prove(from);
        columns.End.Prove(lastDay);

        if (Find(cells.Name, out var skill, out var meant) is { } nameProblem)
        {
            return Reject(row, cells, SheetColumn.Skill, cells.Name, nameProblem, meant);
        }

        if (ParseLevel(cells, skill!, out var level) is { } levelProblem)
        {
            return Reject(row, cells, SheetColumn.Level, cells.Level, levelProblem, meant);
        }

        if (fromProblem is not null)
        {
            return Reject(row, cells, SheetColumn.EffectiveDate, cells.EffectiveDate, fromProblem, meant);
        }

        if (lastDayProblem is not null)
        {
            return Reject(row, cells, SheetColumn.EndDate, cells.EndDate, lastDayProblem, meant);
        }

        columns.Effective.Note(from, row.Line);
        columns.End.Note(lastDay, row.Line);
        draft = new SkillDraft(skill!, level, from, lastDay);
        return null;
    }

    private CellProblem? ParseLevel(in SkillCells cells, DeclaredSkill skill, out Level? level)
    {
        level = null;
        if (CellToken.IsLeaveAsIs(cells.Level))
        {
            return null;
        }

        if (cells.Level.IsWhiteSpace())
        {
            level = skill.DefaultLevel;
            return level is null
                ? new CellProblem(RosterRule.LevelMissing, "The level is missing. Write one, or declare a defaultLevel for the skill under Taxonomy:Skills.")
                : null;
        }

        var problem = _levels.Parse(cells.Level, cells.LevelIsNumber, out var stated);
        level = stated;
        return problem;
    }

    private CellProblem? Find(ReadOnlySpan<char> name, out DeclaredSkill? skill, out SkillName? meant)
    {
        meant = null;
        skill = _names.Find(name);
        if (skill is null)
        {
            if (name.IsWhiteSpace())
            {
                return new CellProblem(RosterRule.NameMissing, "The skill's name is missing. Write it, or remove the item.");
            }

            if (_names.FindIgnoringCase(name) is { } similar)
            {
                meant = similar.Name;
                return new CellProblem(
                    RosterRule.SkillCaseDiffers, $"The skill's name differs by case from the declared '{similar.Name}'. Write '{similar.Name}'.");
            }

            seen.UndeclaredSkill(name);
            return new CellProblem(
                RosterRule.SkillUndeclared,
                "The skill is not declared. Correct the name, or declare it under Taxonomy:Skills and create it with 'actorsync taxonomy apply'.");
        }

        meant = skill.Name;
        if (context.Gated && context.Taxonomy.GatingSkills.Contains(skill.Name))
        {
            return new CellProblem(
                RosterRule.SkillGates,
                "The skill gates a certification and follows its dates alone. Remove the item, and state the certification instead.");
        }

        return skill.Managed
            ? null
            : new CellProblem(
                RosterRule.SkillUnmanaged, "The skill is declared as unmanaged. Remove the item, or set managed to true under Taxonomy:Skills.");
    }

    private static RejectedItem<SkillName> Reject(
        RowRef row, in SkillCells cells, SheetColumn column, ReadOnlySpan<char> cell, CellProblem problem, SkillName? meant) =>
        new(row, cells.Column ?? SheetColumns.NameOf(column), problem, CellText.Shorten(cells.Column is null ? cell : cells.Raw), meant);
}
