using ActorSync.Cli.Usage;
using Spectre.Console.Cli;

namespace ActorSync.Cli.Commands;

/// <summary>Every command of the program, in the order of the help.</summary>
internal static class CommandTable
{
    /// <summary>The commands.</summary>
    public static IReadOnlyList<CommandEntry> All { get; } =
    [
        CommandEntry.OfLocal<ValidateCommand, ValidateSettings>(
            "validate",
            "Checks source files alone: every finding with line, column, raw text, rule and what to do.",
            "validate --source people.csv",
            "validate --source people.csv --suggest"),
        CommandEntry.Of<PlanCommand, PlanSettings>(
            "plan",
            "Reads the target and shows what a run would change, the guard's verdict, the requests and the time. Sends no write.",
            "plan --source people.csv",
            "plan --source people.csv --out plan.json"),
        CommandEntry.Of<ApplyCommand, ApplySettings>(
            "apply",
            "Does exactly a written plan, once. A value that has moved since is skipped and listed.",
            "apply plan.json"),
        CommandEntry.Of<RunCommand, RunSettings>(
            "run",
            "Plans, asks the guard and applies in one.",
            "run --source people.csv",
            "run --source people.csv --only 000103,000134",
            "run --source config/samples/people.csv --sandbox"),
        CommandEntry.Of<ResumeCommand, ResumeSettings>(
            "resume",
            "Goes on with an interrupted run.",
            "resume",
            "resume 20261125T171503123Z"),
        CommandEntry.Of<RunsCommand, RunsSettings>(
            "runs",
            "Lists the runs so far; with an id, shows one in full (runs RUN).",
            "runs",
            "runs 20261125T171503123Z"),
        CommandEntry.Of<AbandonCommand, AbandonSettings>(
            "runs abandon",
            "Closes an open run for good, after settling what is in doubt.",
            "runs abandon 20261125T171503123Z"),
        CommandEntry.Of<UndoCommand, UndoSettings>(
            "undo",
            "Shows what takes a closed run back: only values that still are what it wrote. Sends no write; apply does what --out writes.",
            "undo 20261125T171503123Z",
            "undo 20261125T171503123Z --out undo.json"),
        CommandEntry.Of<HistoryCommand, HistorySettings>(
            "history",
            "Shows from the journal which skills and certifications an agent held, and what caused each. Asks the target nothing.",
            "history 000103",
            "history 000103 --at 2026-03-02T12:00:00Z"),
        CommandEntry.Of<VerifyAuditCommand, VerifyAuditSettings>(
            "verify-audit",
            "Checks the audit log's hash chains and each run's seal, or the proofs of an exported file; names the first bad record.",
            "verify-audit",
            "verify-audit --proof agent.json"),
        CommandEntry.Of<JournalExportCommand, JournalExportSettings>(
            "journal export",
            "Writes the audit log into a file, or one agent's records with the proof of each. Asks the target nothing.",
            "journal export log.csv",
            "journal export agent.json --employee 000103"),
        CommandEntry.Of<JournalEraseCommand, JournalEraseSettings>(
            "journal erase",
            "Erases a person: the records stay under a pseudonym, and nothing tells any more whose they are.",
            "journal erase 000103"),
        CommandEntry.Of<BackupCommand, BackupSettings>(
            "journal backup",
            "Copies all state of the target into one file, consistent also beside a run.",
            "journal backup actorsync.backup"),
        CommandEntry.Of<RestoreCommand, RestoreSettings>(
            "journal restore",
            "Brings all state of the target back to a backup; a damaged one, or another target's, is refused before anything is touched.",
            "journal restore actorsync.backup",
            "journal restore actorsync.backup --replace"),
        CommandEntry.OfLocal<SimulateCommand, SimulateSettings>(
            "simulate",
            "Lets whole runs happen on a virtual clock against a simulated target, with everything going wrong that can. Touches nothing.",
            "simulate --seed 42",
            "simulate --source people.csv --seed 42 --faults crash,throttle",
            "simulate --seeds 1000"),
        CommandEntry.Of<TaxonomyImportCommand, TargetSettings>(
            "taxonomy import",
            "Writes the target's skills and certifications into the configuration; what is declared already stays.",
            "taxonomy import"),
        CommandEntry.Of<TaxonomyPlanCommand, TargetSettings>(
            "taxonomy plan",
            "Shows which declared skills and certifications the target lacks.",
            "taxonomy plan"),
        CommandEntry.Of<TaxonomyApplyCommand, TargetSettings>(
            "taxonomy apply",
            "Creates what is declared and missing, parents first.",
            "taxonomy apply"),
        CommandEntry.Of<DoctorCommand, TargetSettings>(
            "doctor",
            "Checks configuration, address, credentials, permissions, clock, journal and taxonomy: a line each, with the remedy.",
            "doctor"),
        CommandEntry.OfLocal<SandboxCommand, SandboxSettings>(
            "sandbox",
            "Serves an embedded target on 127.0.0.1; client id and secret are both sandbox.",
            "sandbox --dialect genesys --port 8080 --limit 0",
            "sandbox --seed people.csv --state sandbox.state",
            "sandbox --limit 300 --window sliding --other-client 0.3 --script hour.json",
            "sandbox --fault retry-after-missing --fault server-error:status=502,route=PATCH,applied=true,probability=0.1"),
    ];

    private static readonly Dictionary<string, string> Groups = new(StringComparer.Ordinal)
    {
        ["journal"] = "What ActorSync remembers of a target: backed up and restored, its audit log exported, a person erased from it.",
        ["runs"] = "The runs so far; with an id, one in full (runs RUN).",
        ["taxonomy"] = "The declared skills and certifications against the target's.",
    };

    /// <summary>What each command takes.</summary>
    public static IReadOnlyList<CommandSpec> Specs { get; } = [.. All.Select(entry => entry.Spec)];

    /// <summary>Registers every command.</summary>
    public static void Register(IConfigurator configurator)
    {
        foreach (var group in All.GroupBy(entry => entry.Path.Split(' ')[0]))
        {
            if (Groups.TryGetValue(group.Key, out var description))
            {
                configurator.AddBranch<TargetSettings>(group.Key, branch => RegisterGroup(branch, description, [.. group]));
            }
            else
            {
                group.Single().AddTo(configurator);
            }
        }
    }

    private static void RegisterGroup(IConfigurator<TargetSettings> branch, string description, CommandEntry[] members)
    {
        branch.SetDescription(description);
        foreach (var member in members)
        {
            member.AddTo(branch);
            foreach (var example in member.Examples)
            {
                branch.AddExample(example.Split(' '));
            }
        }
    }
}
