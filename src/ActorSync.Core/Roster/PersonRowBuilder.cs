using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Roster;

/// <summary>Builds one row of a person sheet at a time, from CSV cells or from JSON.</summary>
public sealed class PersonRowBuilder
{
    private readonly RosterJoin _join;
    private readonly RosterFileRows _file;
    private readonly ListBuilder<SkillDraft, SkillName> _skills = new();
    private readonly ListBuilder<CertificationDraft, CertificationName> _certifications = new();
    private RowRef _row;
    private PersonDraft? _person;
    private bool _hasId;
    private string? _email;
    private EmploymentStatus? _status;
    private (CellProblem Problem, string Column, string Raw)? _problem;

    internal PersonRowBuilder(RosterJoin join, RosterFileRows file)
    {
        _join = join;
        _file = file;
    }

    /// <summary>Begins a row at a line (or array element).</summary>
    public void Begin(int line)
    {
        _row = _file.CountRow(line);
        _person = null;
        _hasId = false;
        _email = null;
        _status = null;
        _problem = null;
        _skills.Clear();
        _certifications.Clear();
    }

    /// <summary>The employee id.</summary>
    public void Id(ReadOnlySpan<char> cell)
    {
        _hasId = true;
        _person = _file.FindPerson(_row, cell);
    }

    /// <summary>The e-mail.</summary>
    public void Email(ReadOnlySpan<char> cell)
    {
        var text = cell.Trim();
        if (CellToken.IsValueless(text))
        {
            return;
        }

        if (text.Length > RosterLimits.EmailLength || CellText.HasControl(text))
        {
            Reject(
                SheetColumns.NameOf(SheetColumn.Email),
                RosterRule.EmailUnreadable,
                $"The e-mail holds a control character or a line break, or more than {RosterLimits.EmailLength} characters. Correct it.",
                cell);
            return;
        }

        _email = text.ToString();
        if (CellText.MixesScripts(text))
        {
            _join.Warn(_row, SheetColumns.NameOf(SheetColumn.Email), EmployeeIdCells.MixedScript, CellText.Shorten(text));
        }
    }

    /// <summary>The employment status; an unknown one rejects the row.</summary>
    public void Status(ReadOnlySpan<char> cell)
    {
        if (StatusWords.Parse(cell, out _status) is { } problem)
        {
            Reject(SheetColumns.NameOf(SheetColumn.Status), problem.Rule, problem.Message, cell);
        }
    }

    /// <summary>The skills as one compact cell: <c>Billing:3;PaymentProcessing_L1:1</c>, or a token.</summary>
    public void Skills(ReadOnlySpan<char> cell)
    {
        if (!_skills.TakeToken(cell))
        {
            foreach (var item in new CompactItems(cell))
            {
                _skills.Add(_join.Skills.ParseCompact(_row, item, _file.Dates, out var draft), draft);
            }

            RejectIfNothing(_skills, SheetColumn.Skills, cell);
        }
    }

    /// <summary>Says that the skills are stated, one by one from here; none of them says "none".</summary>
    public void StateSkills() => _skills.State();

    /// <summary>One skill.</summary>
    public void Skill(in SkillCells cells) => _skills.Add(_join.Skills.Parse(_row, cells, _file.Dates, out var draft), draft);

    /// <summary>A skill that could not be read at all.</summary>
    public void RejectSkill(string rule, string message, ReadOnlySpan<char> raw) => _skills.Reject(Unknown<SkillName>(SheetColumn.Skills, rule, message, raw));

    /// <summary>The certifications as one compact cell: <c>PCI|2024-01-15|2025-01-15|renew;…</c>, or a token.</summary>
    public void Certifications(ReadOnlySpan<char> cell)
    {
        if (!_certifications.TakeToken(cell))
        {
            foreach (var item in new CompactItems(cell))
            {
                _certifications.Add(_join.Certifications.ParseCompact(_row, item, _file.Dates, out var draft), draft);
            }

            RejectIfNothing(_certifications, SheetColumn.Certifications, cell);
        }
    }

    /// <summary>Says that the certifications are stated, one by one from here; none of them says "none".</summary>
    public void StateCertifications() => _certifications.State();

    /// <summary>One certification.</summary>
    public void Certification(in CertificationCells cells) =>
        _certifications.Add(_join.Certifications.Parse(_row, cells, _file.Dates, out var draft), draft);

    /// <summary>A certification that could not be read at all.</summary>
    public void RejectCertification(string rule, string message, ReadOnlySpan<char> raw) =>
        _certifications.Reject(Unknown<CertificationName>(SheetColumn.Certifications, rule, message, raw));

    /// <summary>Rejects the whole row; the first reason counts.</summary>
    public void Reject(string column, string rule, string message, ReadOnlySpan<char> raw) =>
        _problem ??= (new CellProblem(rule, message), column, CellText.Shorten(raw));

    /// <summary>Ends the row.</summary>
    public void End()
    {
        if (!_hasId)
        {
            Id([]);
        }

        if (_person is null)
        {
            return; // The row is rejected already, for its id.
        }

        if (_skills.Count > RosterLimits.ItemsPerRow || _certifications.Count > RosterLimits.ItemsPerRow)
        {
            Reject(string.Empty, RosterRule.ItemsTooMany, $"The row has more than {RosterLimits.ItemsPerRow} items in one list. Remove what is not needed.", []);
        }

        if (_person.Rows.Count >= RosterLimits.RowsPerPerson)
        {
            Reject(SheetColumns.NameOf(SheetColumn.EmployeeId), EmployeeIdCells.TooManyRows.Rule, EmployeeIdCells.TooManyRows.Message, []);
        }

        if (_problem is { } problem)
        {
            _file.MarkRejected(_person, problem.Problem, _row, problem.Column, problem.Raw);
        }
        else
        {
            _person.Rows.Add(new PersonRow(_row, _email, _status, _skills.ToDraft(), _certifications.ToDraft()));
        }
    }

    private void RejectIfNothing<TDraft, TName>(ListBuilder<TDraft, TName> list, SheetColumn column, ReadOnlySpan<char> cell)
        where TName : struct
    {
        if (list.Count == 0)
        {
            list.Reject(Unknown<TName>(
                column, RosterRule.ItemMalformed, $"The cell names nothing. Write {CellToken.Empty} to say \"none\", or leave it empty to say nothing.", cell));
        }
    }

    private RejectedItem<TName> Unknown<TName>(SheetColumn column, string rule, string message, ReadOnlySpan<char> raw)
        where TName : struct =>
        new(_row, SheetColumns.NameOf(column), new CellProblem(rule, message), CellText.Shorten(raw), null);
}
