namespace ActorSync.Core.Roster;

/// <summary>The stable names of the rules that findings and holds of a roster speak of.</summary>
public static class RosterRule
{
    // What holds a file.
    public const string FileEmpty = "file-empty";
    public const string FileTruncated = "file-truncated";
    public const string FileMalformed = "file-malformed";
    public const string NotWhatItsNameSays = "not-what-its-name-says";
    public const string KeyColumnMissing = "key-column-missing";
    public const string ColumnsDuplicate = "columns-duplicate";
    public const string SheetUnclear = "sheet-unclear";
    public const string DelimiterAmbiguous = "delimiter-ambiguous";
    public const string TextUndecodable = "text-undecodable";
    public const string DatesAmbiguous = "dates-ambiguous";

    // What rejects a row.
    public const string FieldsTooFew = "fields-too-few";
    public const string FieldsTooMany = "fields-too-many";
    public const string QuoteMalformed = "quote-malformed";
    public const string QuoteNotClosed = "quote-not-closed";
    public const string RowTooLarge = "row-too-large";
    public const string RowMalformed = "row-malformed";
    public const string ControlCharacter = "control-character";
    public const string IdMissing = "id-missing";
    public const string IdUnreadable = "id-unreadable";
    public const string EmailUnreadable = "email-unreadable";
    public const string StatusUnknown = "status-unknown";
    public const string WrongType = "wrong-type";
    public const string RowsContradict = "rows-contradict";
    public const string RowsTooMany = "rows-too-many";
    public const string ItemsTooMany = "items-too-many";
    public const string PersonNotInPersonSheet = "person-not-in-person-sheet";

    // What rejects an item, or the sheet row that is one.
    public const string NameMissing = "name-missing";
    public const string SkillUndeclared = "skill-undeclared";
    public const string SkillCaseDiffers = "skill-case-differs";
    public const string SkillUnmanaged = "skill-unmanaged";
    public const string SkillGates = "skill-gates-a-certification";
    public const string CertificationUndeclared = "certification-undeclared";
    public const string CertificationCaseDiffers = "certification-case-differs";
    public const string CertificationUnmanaged = "certification-unmanaged";
    public const string LevelMissing = "level-missing";
    public const string LevelNotANumber = "level-not-a-number";
    public const string LevelSeparator = "level-separator";
    public const string LevelNotAnInteger = "level-not-an-integer";
    public const string LevelOutOfRange = "level-out-of-range";
    public const string DateUnreadable = "date-unreadable";
    public const string DateImpossible = "date-impossible";
    public const string DateAmbiguous = "date-ambiguous";
    public const string DatesReversed = "dates-reversed";
    public const string RenewalUnknown = "renewal-unknown";
    public const string ItemMalformed = "item-malformed";
    public const string ItemsContradict = "items-contradict";

    // What is only worth knowing.
    public const string ColumnsIgnored = "columns-ignored";
    public const string HeaderRepeated = "header-repeated";
    public const string IdWidth = "id-width-differs";
    public const string IdIsNumber = "id-is-a-number";
    public const string MixedScript = "mixed-script";
}
