using System.Collections.Immutable;

namespace ActorSync.Core.Roster;

/// <summary>Joins the rows of all files of a run per employee id, and accounts for every row.</summary>
/// <remarks>
/// Rows of a person may stand anywhere, so nothing is decided before all files are read. What is kept until then is what
/// a person needs, not the rows: names are shared, and texts of ignored columns are never kept.
/// </remarks>
public sealed class RosterJoin
{
    private readonly RosterContext _context;
    private readonly ZoneRules _zone;
    private readonly List<RosterFileRows> _files = [];
    private readonly FindingLog _findings = new(RosterReading.FindingLimit);
    private readonly SeenNamesLog _seen = new();
    private readonly SheetCoverage _coverage;

    /// <summary>Starts an empty roster.</summary>
    public RosterJoin(RosterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _context = context;
        _zone = new ZoneRules(context.Zone);
        _coverage = new SheetCoverage(context.Mode);
        var dates = new RosterDateParser(_zone, context.Dates);
        Skills = new SkillItemParser(context, dates, _seen);
        Certifications = new CertificationItemParser(context, dates, _seen);
    }

    internal SkillItemParser Skills { get; }

    internal CertificationItemParser Certifications { get; }

    internal Dictionary<EmployeeId, PersonDraft> People { get; } = [];

    internal RowTally Tally { get; } = new();

    internal List<FileHold> Holds { get; } = [];

    internal bool SuspendAbsence { get; set; }

    internal bool SuspendSkillRemoval { get; set; }

    internal bool SuspendCertificationRemoval { get; set; }

    /// <summary>Opens the next file of the run; its rows are told to what is returned.</summary>
    public RosterFileRows OpenFile(string name)
    {
        var file = new RosterFileRows(this, name, _files.Count, _context.Dates.Order);
        _files.Add(file);
        return file;
    }

    /// <summary>Ends the reading. May be called once.</summary>
    public RosterReading Complete()
    {
        foreach (var file in _files)
        {
            file.HoldOpenDates();
            if (file.IsBegun)
            {
                _coverage.Add(file.Kind);
            }
        }

        var skills = new SkillLane(_zone, index => _files[index].Dates);
        var certifications = new CertificationLane(_zone, index => _files[index].Dates);
        var join = new PersonJoin(skills, certifications, _coverage, Tally, Report);
        var people = new Dictionary<EmployeeId, RosterPerson>(People.Count);
        var rejected = new HashSet<EmployeeId>();
        IdWidths.Warn(People, Warn);

        foreach (var (id, draft) in People)
        {
            if (join.Join(id, draft) is { } person)
            {
                people.Add(id, person);
            }

            if (draft.HasRejectedRow)
            {
                rejected.Add(id);
            }

            People[id] = Done; // The draft can go, so that drafts and people do not add up in memory.
        }

        return new RosterReading(
            [.. _files.Select(file => file.ToSourceFile())],
            Tally.ToRowCounts(),
            Tally.ItemsRejected,
            people,
            rejected,
            _findings.ToFindings(),
            _findings.Omitted,
            [.. Holds],
            SuspendAbsence,
            SuspendSkillRemoval,
            SuspendCertificationRemoval)
        {
            Seen = _seen.ToSeenNames(),
        };
    }

    private static readonly PersonDraft Done = new(default);

    internal SeenNamesLog Seen => _seen;

    internal void Report(RowRef row, string column, CellProblem problem, string raw) =>
        Add(row, column, problem, FindingSeverity.Error, raw);

    internal void Warn(RowRef row, string column, CellProblem problem, string raw) =>
        Add(row, column, problem, FindingSeverity.Warning, raw);

    internal void Add(RowRef row, string column, CellProblem problem, FindingSeverity severity, string raw) =>
        _findings.Add(
            row,
            new Finding(_files[row.File].Name, row.Line, column, problem.Rule, problem.Message, severity, raw.Length == 0 ? null : raw));
}
