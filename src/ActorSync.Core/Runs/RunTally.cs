using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>The totals of one run while it goes on: who is decided, what was done, and what a person has to know.</summary>
/// <remarks>Mutable and confined to the run's coordinator; it holds what the plan itself keeps per person, and nothing else that grows.</remarks>
public sealed class RunTally
{
    private const string UserHeld = "user-held";

    private readonly ImmutableArray<SourceFile> _files;
    private readonly List<Finding> _findings;
    private readonly Dictionary<UserId, PlannedUser> _planned = [];
    private readonly Dictionary<UserId, string> _employees = [];
    private RowCounts _rows;
    private long _itemsRejected;
    private long _unchanged;
    private long _changed;
    private long _failed;
    private long _held;
    private long _findingsOmitted;

    /// <summary>Begins with what the source and the scope say.</summary>
    public RunTally(ImmutableArray<SourceFile> files, RowCounts rows, long itemsRejected, IEnumerable<Finding> findings, long findingsOmitted)
    {
        _files = files;
        _rows = rows;
        _itemsRejected = itemsRejected;
        _findings = [.. findings];
        _findingsOmitted = findingsOmitted;
    }

    /// <summary>Begins where an interrupted run had been decided: its rows and findings, and the people of whom nothing was to be written.</summary>
    /// <param name="decided">The summary that was kept with the run's plan.</param>
    public static RunTally Resuming(RunSummary decided) =>
        new([], decided.Rows, decided.ItemsRejected, decided.Findings, 0)
        {
            Unmatched = decided.Users.Unmatched,
            _unchanged = decided.Users.Unchanged,
            _failed = decided.Users.Failed,
            _held = decided.Users.Held,
        };

    /// <summary>People without a single user on the target.</summary>
    public long Unmatched { get; private set; }

    /// <summary>The decided users with operations, and those whose ledger changes, by user.</summary>
    public IReadOnlyDictionary<UserId, PlannedUser> Planned => _planned;

    /// <summary>What the guard judges.</summary>
    public GuardTally Guard { get; } = new();

    /// <summary>Operations decided for users that are not held.</summary>
    public OperationCounts Decided { get; private set; } = OperationCounts.None;

    /// <summary>Operations acknowledged.</summary>
    public OperationCounts Applied { get; private set; } = OperationCounts.None;

    /// <summary>The writes whose outcome had not been known, and those whose outcome is not known yet.</summary>
    public DoubtTally Doubts { get; } = new();

    /// <summary>The names by which people are told of skills and certifications.</summary>
    public TaxonomyNames Names
    {
        get => Doubts.Names;
        set => Doubts.Names = value;
    }

    /// <summary>The writes that the journal knows to have been applied, in every process of the run.</summary>
    public long WritesApplied { get; private set; }

    /// <summary>The requests for users under way that no forecast knew of.</summary>
    public RequestsAgain RequestsAgain { get; private set; } = RequestsAgain.None;

    /// <summary>The fewest writes for what was decided.</summary>
    public long WritesNeeded { get; private set; }

    /// <summary>The row accounting as it stands.</summary>
    public RowCounts Rows => _rows;

    /// <summary>Rejected items of accepted rows.</summary>
    public long ItemsRejected => _itemsRejected;

    /// <summary>Everything worth telling, in the order found.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Findings beyond the limit.</summary>
    public long FindingsOmitted => _findingsOmitted;

    /// <summary>People in scope by result. Of those not finished, some would change, some are stopped by a guard, and the others count as failed until they are.</summary>
    public UserCounts Users(long unfinished, long changed = 0, long held = 0) => new(
        _unchanged + _changed + _failed + _held + unfinished + changed + held,
        _changed + changed,
        _unchanged,
        _failed + unfinished,
        _held + held,
        Unmatched);

    /// <summary>Takes in who is in scope.</summary>
    public void TakeScope(RunScope scope)
    {
        _rows = _rows.MoveToOutOfScope(scope.RowsOutOfScope);
        Unmatched += scope.Unmatched;
        foreach (var finding in scope.Findings)
        {
            Note(finding);
        }
    }

    /// <summary>Counts people who were decided and will not be finished.</summary>
    public void GiveUp(long people) => _failed += people;

    /// <summary>Takes in the writes that earlier processes of this run made and that the journal knows to have been applied.</summary>
    public void CarryOverWrites(int applied) => WritesApplied += applied;

    /// <summary>Takes in what an earlier process of this run had applied to a user that it did not finish.</summary>
    public void CarryOver(OperationCounts applied) => Applied += applied;

    /// <summary>Adds a finding, within the limit.</summary>
    public void Note(Finding finding)
    {
        if (_findings.Count < RosterReading.FindingLimit)
        {
            _findings.Add(finding);
        }
        else
        {
            _findingsOmitted++;
        }
    }

    /// <summary>Takes in a decision. An absent person without anything to lose is not in scope.</summary>
    /// <param name="planned">The user as the plan keeps it.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="isAbsent">Whether the person is missing from a full file.</param>
    /// <param name="skipped">Why operations of an earlier plan were skipped.</param>
    /// <param name="writes">How many writes are foreseen for the user.</param>
    /// <param name="finished">What the run has made of the user, where the journal has it already.</param>
    /// <returns>Whether the user has operations to converge.</returns>
    public bool TakeDecision(
        PlannedUser planned,
        AgentDecision decision,
        bool isAbsent,
        ImmutableArray<UserProblem> skipped,
        int writes,
        UserResult? finished = null)
    {
        foreach (var rejection in decision.Rejections)
        {
            Reject(rejection);
        }

        if (isAbsent && planned.Operations.IsEmpty)
        {
            return false;
        }

        Guard.Add(planned.Employee, decision, Names);
        _employees[planned.User] = planned.Employee;
        if (!planned.Operations.IsEmpty || !planned.LedgerNoted.Equals(planned.LedgerBefore))
        {
            _planned.Add(planned.User, planned);
        }

        foreach (var problem in skipped)
        {
            Note(planned.Employee, problem);
        }

        if (planned.Held is { } why)
        {
            _held++;
            Note(new Finding(string.Empty, 0, string.Empty, UserHeld, $"Employee {planned.Employee}: {why}", FindingSeverity.Error));
            return false;
        }

        if (planned.Operations.IsEmpty)
        {
            TakeFinished(finished ?? (planned.HasSkipped || !skipped.IsEmpty ? UserResult.Failed : UserResult.Unchanged), OperationCounts.None);
            return false;
        }

        foreach (var operation in planned.Operations)
        {
            Decided = Decided.Count(operation);
        }

        WritesNeeded += writes;
        return true;
    }

    /// <summary>Takes in somebody in scope who could not be decided.</summary>
    public void TakeFailure(string employee, UserProblem problem)
    {
        _failed++;
        Note(employee, problem);
    }

    /// <summary>Takes in how a user with operations ended.</summary>
    /// <param name="user">The user.</param>
    /// <param name="result">How it ended; a result of null is not finished and stays under way.</param>
    public void TakeResult(UserId user, UserSyncResult result)
    {
        Applied += result.Applied;
        WritesApplied += result.WritesApplied;
        RequestsAgain += result.RequestsAgain;
        Doubts.Close(user);
        Doubts.Take(EmployeeOf(user), result.Doubts);
        foreach (var problem in result.Problems)
        {
            Note(EmployeeOf(user), problem);
        }

        if (result.Result is { } finished)
        {
            TakeFinished(finished, OperationCounts.None);
        }
    }

    /// <summary>Takes in a user that an earlier process of this run had finished.</summary>
    public void TakeFinished(UserResult result, OperationCounts applied)
    {
        Applied += applied;
        switch (result)
        {
            case UserResult.Unchanged:
                _unchanged++;
                break;
            case UserResult.Changed:
                _changed++;
                break;
            case UserResult.Held:
                _held++;
                break;
            default:
                _failed++;
                break;
        }
    }

    private string EmployeeOf(UserId user) => _employees.GetValueOrDefault(user, user.Value);

    /// <summary>Adds what a person should know of a decision, and that keeps nothing from being done.</summary>
    public void Warn(string employee, UserProblem note) =>
        Note(new Finding(string.Empty, 0, string.Empty, note.Rule, $"Employee {employee}: {note.InWords(Names)}", FindingSeverity.Warning));

    private void Note(string employee, UserProblem problem) =>
        Note(new Finding(string.Empty, 0, string.Empty, problem.Rule, $"Employee {employee}: {problem.InWords(Names)}", FindingSeverity.Error));

    private void Reject(ItemRejection rejection)
    {
        if (rejection.Origin == ItemOrigin.SheetRow)
        {
            _rows = _rows.MoveToRejected(1);
        }
        else
        {
            _itemsRejected++;
        }

        var file = rejection.Row.File < _files.Length ? _files[rejection.Row.File].Name : string.Empty;
        Note(new Finding(file, rejection.Row.Line, rejection.Column, rejection.Rule, rejection.Message, FindingSeverity.Error));
    }
}
