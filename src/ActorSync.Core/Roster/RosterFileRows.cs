using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Roster;

/// <summary>Takes the rows of one source file, whatever its format.</summary>
public sealed class RosterFileRows
{
    private readonly RosterJoin _join;
    private readonly int _index;
    private readonly DateOrder? _declaredOrder;
    private readonly HashSet<(string Rule, string Column)> _held = [];
    private long _rows;

    internal RosterFileRows(RosterJoin join, string name, int index, DateOrder? declaredOrder)
    {
        _join = join;
        _index = index;
        _declaredOrder = declaredOrder;
        Name = name;
        Dates = new DateColumns(declaredOrder, compact: false);
        Person = new PersonRowBuilder(join, this);
    }

    /// <summary>The file's name as given.</summary>
    public string Name { get; }

    /// <summary>Which sheet the file is, once begun.</summary>
    public SheetKind Kind { get; private set; }

    /// <summary>How the file was read, for display.</summary>
    public string Description { get; set; } = string.Empty;

    /// <summary>Data rows told so far.</summary>
    public long Rows => _rows;

    /// <summary>Whether the file is held for a reason that nobody can accept.</summary>
    public bool IsHeldForGood { get; private set; }

    /// <summary>Builds the rows of a person sheet, one at a time.</summary>
    public PersonRowBuilder Person { get; }

    internal bool IsBegun { get; private set; }

    internal DateColumns Dates { get; private set; }

    /// <summary>Says which sheet the file is, before its first row.</summary>
    /// <param name="kind">The sheet.</param>
    /// <param name="hasCompactCells">Whether certifications stand in cells like <c>Name|issued|expires|renewal</c>.</param>
    public void Begin(SheetKind kind, bool hasCompactCells)
    {
        Kind = kind;
        IsBegun = true;
        Dates = new DateColumns(_declaredOrder, hasCompactCells);
    }

    /// <summary>Says that the file has this column.</summary>
    public void Found(SheetColumn column) => _join.Seen.Found(column);

    /// <summary>Lists the columns or properties that were ignored, in one notice.</summary>
    public void Ignore(IReadOnlyCollection<string> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        if (headers.Count == 0)
        {
            return;
        }

        foreach (var header in headers)
        {
            _join.Seen.IgnoredHeader(header);
        }

        const int shown = 40;
        var list = string.Join(", ", headers.Take(shown).Select(header => CellText.Shorten(header)));
        var rest = headers.Count > shown ? $" and {headers.Count - shown} more" : string.Empty;
        Add(0, string.Empty, RosterRule.ColumnsIgnored, $"Columns that are not used: {list}{rest}. If one of them matters, map it with Source:Columns.", FindingSeverity.Notice);
    }

    /// <summary>Adds a finding that rejects nothing.</summary>
    public void Add(int line, string column, string rule, string message, FindingSeverity severity, string raw = "") =>
        _join.Add(new RowRef(_index, line), column, new CellProblem(rule, message), severity, raw);

    /// <summary>Holds the file; a second reason of the same rule and column is not repeated.</summary>
    public void Hold(int line, string column, string rule, string message, bool canBeAccepted)
    {
        IsHeldForGood |= !canBeAccepted;
        if (_held.Add((rule, column)))
        {
            _join.Holds.Add(new FileHold(Name, line, column, rule, message, canBeAccepted));
        }
    }

    /// <summary>Takes a row of a skill sheet.</summary>
    public void SkillRow(int line, ReadOnlySpan<char> id, in SkillCells cells)
    {
        var row = CountRow(line);
        if (FindPerson(row, id) is not { } person)
        {
            return;
        }

        person.Skills ??= new LaneRows<SkillDraft, SkillName>();
        var rejected = _join.Skills.Parse(row, cells, Dates, out var draft);
        Keep(person, person.Skills, rejected, draft, row, draft.Skill?.Name);
    }

    /// <summary>Takes a row of a certification sheet.</summary>
    public void CertificationRow(int line, ReadOnlySpan<char> id, in CertificationCells cells)
    {
        var row = CountRow(line);
        if (FindPerson(row, id) is not { } person)
        {
            return;
        }

        person.Certifications ??= new LaneRows<CertificationDraft, CertificationName>();
        var rejected = _join.Certifications.Parse(row, cells, Dates, out var draft);
        Keep(person, person.Certifications, rejected, draft, row, draft.Certification?.Name);
    }

    /// <summary>Takes a row that could not be read.</summary>
    /// <param name="line">Where it begins.</param>
    /// <param name="column">The column at fault, or empty.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="raw">The raw text; shortened here.</param>
    /// <param name="id">The employee id where it can be trusted, else blank.</param>
    public void RejectRow(int line, string column, string rule, string message, ReadOnlySpan<char> raw, ReadOnlySpan<char> id)
    {
        var row = CountRow(line);
        _join.Tally.Rejected++;
        _join.Report(row, column, new CellProblem(rule, message), CellText.Shorten(raw));
        var canTrust = !CellToken.IsValueless(id) && id.Length <= RosterLimits.IdLength && !CellText.HasControl(id.Trim());
        if (canTrust)
        {
            MarkRejected(PersonOf(row, id), null);
        }
        else
        {
            SuspendRemovals();
        }
    }

    internal SourceFile ToSourceFile() => new(Name, Kind, _rows, Description);

    internal RowRef CountRow(int line)
    {
        _rows++;
        _join.Tally.Read++;
        return new RowRef(_index, line);
    }

    /// <summary>The person that an id names; null after rejecting the row where it names nobody.</summary>
    internal PersonDraft? FindPerson(RowRef row, ReadOnlySpan<char> id)
    {
        if (EmployeeIdCells.Check(id) is { } problem)
        {
            _join.Tally.Rejected++;
            _join.Report(row, SheetColumns.NameOf(SheetColumn.EmployeeId), problem, CellText.Shorten(id));
            SuspendRemovals();
            return null;
        }

        return PersonOf(row, id);
    }

    internal void MarkRejected(PersonDraft person, CellProblem? problem, RowRef row = default, string column = "", string raw = "")
    {
        person.HasRejectedRow = true;
        if (problem is not null)
        {
            _join.Tally.Rejected++;
            _join.Report(row, column, problem, raw);
        }
    }

    internal void HoldOpenDates()
    {
        foreach (var column in Dates.All.Where(column => column.IsOpen))
        {
            var why = column.ProvesBoth
                ? "Some dates of this column can only have the day first, others only the month"
                : "Every date of this column can be read with the day or with the month first";
            Hold(
                column.FirstAmbiguousLine,
                column.Name,
                RosterRule.DatesAmbiguous,
                $"{why}, so {column.Ambiguous} of them cannot be told. Declare Source:DateFormat (for example dd/MM/yyyy), or export ISO dates (yyyy-MM-dd).",
                canBeAccepted: true);
        }
    }

    private PersonDraft PersonOf(RowRef row, ReadOnlySpan<char> id)
    {
        var key = new EmployeeId(id.Trim().ToString());
        if (!_join.People.TryGetValue(key, out var person))
        {
            person = new PersonDraft(row);
            _join.People.Add(key, person);
            if (CellText.MixesScripts(key.Value))
            {
                _join.Warn(row, SheetColumns.NameOf(SheetColumn.EmployeeId), EmployeeIdCells.MixedScript, CellText.Shorten(id));
            }
        }

        person.IsInPersonSheet |= Kind == SheetKind.Person;
        return person;
    }

    private void Keep<TDraft, TName>(
        PersonDraft person, LaneRows<TDraft, TName> rows, RejectedItem<TName>? rejected, TDraft draft, RowRef row, TName? name)
        where TDraft : struct, IEquatable<TDraft>
        where TName : struct
    {
        if (rejected is null && !rows.TryAdd(draft, row))
        {
            rejected = new RejectedItem<TName>(row, SheetColumns.NameOf(SheetColumn.EmployeeId), EmployeeIdCells.TooManyRows, string.Empty, name);
        }

        if (rejected is not null)
        {
            MarkRejected(person, rejected.Problem, rejected.Row, rejected.Column, rejected.Raw);
            rows.Reject(rejected.Meant);
        }
    }

    private void SuspendRemovals()
    {
        _join.SuspendAbsence = true;
        _join.SuspendSkillRemoval |= Kind == SheetKind.Skill;
        _join.SuspendCertificationRemoval |= Kind == SheetKind.Certification;
    }
}
