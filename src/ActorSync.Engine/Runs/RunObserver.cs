using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Taxonomy;
using ActorSync.Engine.Users;
using ActorSync.Engine.Users.Observation;
using NodaTime;

namespace ActorSync.Engine.Runs;

/// <summary>Reads the target for a run: the taxonomy, the users, and what those in scope hold; sends no write.</summary>
public sealed class RunObserver(ITargetDialect dialect, ITargetClient client, ActorSyncOptions options, IClock clock) : IRunObserver
{
    private const int TaxonomyListings = 2;

    private readonly TargetObserver _target = new(dialect, client);

    /// <summary>When the state was restored last: what the ledger has from before is not trusted; null where it never was.</summary>
    public Instant? RestoredAt { get; init; }

    /// <inheritdoc/>
    public async Task<RunObservation> ObserveAsync(RunJob job, ImmutableArray<LedgerPerson> known, CancellationToken stop)
    {
        try
        {
            return job.Kind switch
            {
                RunKind.Settle => InDoubt(known),
                RunKind.Apply => await PlannedAsync(job.Plan!.Users.Where(user => job.Only is null || job.Only.Contains(new EmployeeId(user.Employee))), stop),
                RunKind.Resume => await LeftAsync(job.Kept!, known, stop),
                _ when job.Undoing is { } undoing => await UndoneAsync(job, undoing.Changes, known, stop),
                _ => await StatedAsync(job, known, stop),
            };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new RunObservation(null, null, [], new RunStop.Interrupted(null));
        }
        catch (ObservationStoppedException stopped)
        {
            return new RunObservation(null, null, [], stopped.Stop);
        }
    }

    private async Task<RunObservation> StatedAsync(RunJob job, ImmutableArray<LedgerPerson> known, CancellationToken stop)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var reading = job.Reading!;
        var taxonomy = Take(await new TaxonomyReader(dialect, client).ReadAsync(options.Taxonomy, stop), findings).Taxonomy;
        if (job.Kind == RunKind.Plan && UngatedCertifications.Warning(options.Taxonomy, dialect.Capabilities) is { } ungated)
        {
            findings.Add(ungated);
        }

        var terms = new ScopeTerms(job.Source, job.Mode, job.Only, DivisionScope.Of(options.Scope.Divisions), options.Policy.Absent, clock.GetCurrentInstant());
        var ledger = known.ToDictionary(person => person.User, person => person.Ledger);
        var context = ContextOf(job, taxonomy) with
        {
            SuspendSkillRemoval = reading.SuspendSkillRemoval,
            SuspendCertificationRemoval = reading.SuspendCertificationRemoval,
            IsPilot = job.Only is not null,
        };

        if (CachedUsers.Of(options.Target, reading, known, terms, RestoredAt) is { } cached)
        {
            return new RunObservation(context, RunScope.Of(reading, cached, ledger, terms), findings.ToImmutable(), null);
        }

        var users = Take(await _target.ListUsersAsync(stop), findings);
        var scope = RunScope.Of(reading, users, ledger, terms);
        var holdings = Take(
            await _target.ReadHoldingsAsync(
                [.. scope.People.Where(person => person.Observed.State != UserState.Deleted).Select(person => person.Observed)],
                taxonomy,
                options.Target.ObserveBy,
                HolderCounts.Unknown,
                stop),
            findings);
        return new RunObservation(context, scope with { People = WithHoldings(scope.People, holdings) }, findings.ToImmutable(), null);
    }

    private PlanningContext ContextOf(RunJob job, TargetTaxonomy taxonomy) =>
        new(job.Source, options.Source.TimeZone, taxonomy, options.Policy, dialect.Capabilities);

    // Only those whom the run changed: read singly where that takes fewer requests than a listing of everybody.
    private async Task<RunObservation> UndoneAsync(RunJob job, ImmutableArray<UserChanges> changes, ImmutableArray<LedgerPerson> known, CancellationToken stop)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var taxonomy = Take(await new TaxonomyReader(dialect, client).ReadAsync(options.Taxonomy, stop), findings).Taxonomy;
        var context = ContextOf(job, taxonomy);
        if (ReadsTakeFewer(changes.Length, known.Length))
        {
            return new RunObservation(context, ScopeOf(changes.Select(change => (change, Unread(change)))), findings.ToImmutable(), null);
        }

        var users = Take(await _target.ListUsersAsync(stop), findings).ToDictionary(user => user.Id);
        var found = changes.Select(change => (Change: change, User: users.GetValueOrDefault(change.User))).ToList();
        ImmutableArray<ObservedUser> unknown = [.. found.Select(pair => pair.User).OfType<ObservedUser>().Where(user => user is { IsKnown: false, State: not UserState.Deleted })];
        var holdings = unknown.IsEmpty
            ? []
            : Take(await _target.ReadHoldingsAsync(unknown, taxonomy, options.Target.ObserveBy, HolderCounts.Unknown, stop), findings);
        var scope = ScopeOf(found.Select(pair => (pair.Change, pair.User ?? Unread(pair.Change) with { State = UserState.Deleted })));
        return new RunObservation(context, scope with { People = WithHoldings(scope.People, holdings) }, findings.ToImmutable(), null);

        static RunScope ScopeOf(IEnumerable<(UserChanges Change, ObservedUser User)> people) =>
            new([.. people.Select(person => new PersonInScope(null, null, person.User) { Undone = person.Change })], 0, 0, []);
    }

    // A read of one user tells its state only where one request shows everything. A listing takes a page at least for each of its states.
    private bool ReadsTakeFewer(int users, int known)
    {
        var pages = dialect.UserListings.Length - 1 + ((Math.Max(known, users) + dialect.Capabilities.UserPageSize - 1) / dialect.Capabilities.UserPageSize);
        return dialect.ReadsPerUser == 1 && users < pages;
    }

    private ObservedUser Unread(UserChanges change) => Unread(change.User, change.FoundAs);

    private ObservedUser Unread(UserId user, ObservedUser? found) => found is not null
        ? found with { State = UserState.Active, Version = null, Skills = null, Certifications = null, ProfileNames = null, ObservedAt = clock.GetCurrentInstant() }
        : new(user, null, null, UserState.Active, null, null, null, null, null, clock.GetCurrentInstant());

    // With whom the run is done, nothing is read; the few who may be left are read singly where that takes fewer requests than a listing of everybody.
    private async Task<RunObservation> LeftAsync(KeptUsers kept, ImmutableArray<LedgerPerson> known, CancellationToken stop)
    {
        var done = known.Where(person => person.IsDone).Select(person => person.User).ToHashSet();
        ImmutableArray<PlannedUser> left = [.. kept.Except(done)];
        if (!ReadsTakeFewer(left.Length, known.Length))
        {
            return await PlannedAsync(left, stop);
        }

        var seen = known.ToDictionary(person => person.User, person => person.LastSeen);
        var people = left.Select(user => new PersonInScope(null, user, Unread(user.User, seen.GetValueOrDefault(user.User))));
        return new RunObservation(null, new RunScope([.. people], 0, 0, []), [], null);
    }

    // What the listing does not show of them is read as a plan reads it, or singly where even that takes fewer requests.
    private async Task<RunObservation> PlannedAsync(IEnumerable<PlannedUser> planned, CancellationToken stop)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var users = Take(await _target.ListUsersAsync(stop), findings).ToDictionary(user => user.Id);
        var people = planned.Select(user => new PersonInScope(null, user, users.GetValueOrDefault(user.User) ?? Gone(user))).ToImmutableArray();
        ImmutableArray<ObservedUser> unknown = [.. people.Select(person => person.Observed).Where(user => user is { IsKnown: false, State: not UserState.Deleted })];
        if (ListsMayTakeFewer(unknown))
        {
            // The taxonomy's own findings were told when the plan was made.
            var taxonomy = Take(await new TaxonomyReader(dialect, client).ReadAsync(options.Taxonomy, stop), ImmutableArray.CreateBuilder<Finding>()).Taxonomy;
            var holdings = Take(await _target.ReadHoldingsAsync(unknown, taxonomy, options.Target.ObserveBy, HolderCounts.Unknown, stop), findings);
            people = WithHoldings(people, holdings);
        }

        return new RunObservation(null, new RunScope(people, 0, 0, []), findings.ToImmutable(), null);
    }

    // Lists take a page at least of the taxonomy's two listings and of each managed name; a person takes a read of each kind that is unknown.
    private bool ListsMayTakeFewer(ImmutableArray<ObservedUser> unknown)
    {
        var singly = unknown.Sum(user => dialect.ReadUser(user, everything: false).Length);
        var lists = options.Taxonomy.Skills.Count(skill => skill.Managed) + options.Taxonomy.Certifications.Count(certification => certification.Managed);
        return options.Target.ObserveBy != ObserveBy.User && dialect.Capabilities.HolderPageSize is not null && singly > lists + TaxonomyListings;
    }

    private static RunObservation InDoubt(ImmutableArray<LedgerPerson> known)
    {
        var people = known
            .Where(person => !person.InDoubt.IsEmpty && person.LastSeen is not null)
            .OrderBy(person => person.User)
            .Select(person => new PersonInScope(
                null,
                new PlannedUser(person.User, person.Ledger.Employee ?? string.Empty, person.InDoubt, null, person.Ledger, person.Ledger),
                person.LastSeen!))
            .ToImmutableArray();
        return new RunObservation(null, new RunScope(people, 0, 0, []), [], null);
    }

    private ObservedUser Gone(PlannedUser user) =>
        new(user.User, user.Employee, null, UserState.Deleted, null, null, null, null, null, clock.GetCurrentInstant());

    // Holdings come in the order of those for whom they were asked; where the listing had shown them, nothing is new.
    private static ImmutableArray<PersonInScope> WithHoldings(ImmutableArray<PersonInScope> people, ImmutableArray<ObservedUser> holdings)
    {
        var (read, next) = (people.ToBuilder(), 0);
        for (var index = 0; index < read.Count && next < holdings.Length; index++)
        {
            var person = read[index];
            if (person.Observed.Id != holdings[next].Id)
            {
                continue;
            }

            var seen = holdings[next++];
            read[index] = ReferenceEquals(person.Observed, seen) ? person : person with { Observed = seen };
        }

        return read.DrainToImmutable();
    }

    private static T Take<T>(ObservationResult<T> result, ImmutableArray<Finding>.Builder findings)
    {
        switch (result)
        {
            case ObservationResult<T>.Read read:
                findings.AddRange(read.Findings);
                return read.Value;
            case ObservationResult<T>.Failed failed:
                throw new ObservationStoppedException(failed.Failure switch
                {
                    ObservationFailure.CredentialsRefused refused => new RunStop.CredentialsRefused(refused.Reason),
                    ObservationFailure.PermissionMissing missing => new RunStop.PermissionMissing(missing.Reason),
                    ObservationFailure.Unreachable unreachable => new RunStop.Unreachable(unreachable.Reason) { AtLogin = unreachable.AtLogin },
                    ObservationFailure.Interrupted interrupted => new RunStop.Interrupted(interrupted.Until),
                    ObservationFailure.Unexpected unexpected => new RunStop.Unreachable($"{ReasonText.Sentence(unexpected.Reason)} Check that Target:BaseUrl and Target:Dialect name the same target.") { IsAnswered = true },
                    var other => new RunStop.Unreachable(other.Reason) { IsAnswered = true },
                });
            default:
                throw new InvalidOperationException("Unknown result of a reading.");
        }
    }
}
