package cli

import (
	"io"

	"github.com/urfave/cli/v2"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/validate"
	"github.com/deckmill/deckmill/schema"
)

func schemaCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "schema",
		Usage:     "print the JSON Schema with which editors complete and check decks",
		ArgsUsage: "[DECK]",
		Description: `With a DECK, the schema knows the note types of this deck and the names of their fields, so
that an editor offers them. To use it, write it into a file and name that in the first line
of the deck's files, as the example does.`,
		UsageText: `  deckmill schema > schema/deck.schema.json
  deckmill schema anatomy > schema/anatomy.schema.json
      # yaml-language-server: $schema=../../schema/anatomy.schema.json`,
		Flags: []cli.Flag{placeFlag()},
		Action: func(c *cli.Context) error {
			switch c.NArg() {
			case 0:
				_, err := io.WriteString(env.Stdout, schema.Deck)
				return err
			case 1:
				return printDeckSchema(env, c)
			}
			return &usageError{message: "only one deck has a place in a schema", command: "schema"}
		},
	}
}

func printDeckSchema(env Env, c *cli.Context) error {
	s, err := newSession(env, c)
	if err != nil {
		return err
	}
	r, sel, err := s.openDecks(c.Args().Slice())
	if err != nil {
		return err
	}
	defer r.close()
	if len(sel.decks) != 1 {
		return &usageError{message: "only one deck has a place in a schema", command: "schema"}
	}
	compiled, err := r.Compile(sel.decks[0], pipeline.Options{Time: env.Now().Unix()})
	if err != nil {
		return asFailure(err, "cannot read the deck `"+sel.decks[0].Slug+"`")
	}
	text, err := specialise(compiled.Deck)
	if err != nil {
		return &usageError{message: "the note types of `" + sel.decks[0].Slug + "` are broken", help: "see `deckmill check " + sel.decks[0].Slug + "`"}
	}
	_, err = env.Stdout.Write(diag.EscapeJSON(text))
	return err
}

// specialise makes the schema of a deck from its note types.
func specialise(d *deck.Deck) ([]byte, error) {
	var types []validate.Notetype
	for _, t := range d.Notetypes {
		nt := validate.Notetype{Key: t.Key, Title: t.Name.Value, Cloze: t.Cloze}
		for _, f := range t.Fields {
			nt.Fields = append(nt.Fields, validate.Field{
				Key: f.Key, Title: f.Name, Description: f.Description, Required: f.Required, Personal: f.Personal,
				Occlusion: f.Markup == deck.Occlusion,
			})
		}
		types = append(types, nt)
	}
	key := "basic"
	if d.Defaults.Notetype != nil {
		key = d.Defaults.Notetype.Key
	}
	return validate.Specialise(types, key)
}
