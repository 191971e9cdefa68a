package reference

import (
	"encoding/json"
	"fmt"
	"strings"
)

// An object is a JSON object that keeps the order of its members: the order in which the schema's authors thought of them
// is the one in which people should read them.
type object struct {
	keys    []string
	members map[string]any // *object, []any, string, json.Number, bool or nil
}

func (o *object) get(key string) any {
	if o == nil {
		return nil
	}
	return o.members[key]
}

func (o *object) has(key string) bool {
	if o == nil {
		return false
	}
	_, ok := o.members[key]
	return ok
}

// object returns a member that is an object; nil when it is anything else or absent.
func (o *object) object(key string) *object {
	child, _ := o.get(key).(*object)
	return child
}

// text returns a member that is a string; "" when it is anything else or absent.
func (o *object) text(key string) string {
	s, _ := o.get(key).(string)
	return s
}

// parse reads JSON.
func parse(text string) (any, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	v, err := value(d)
	if err != nil {
		return nil, fmt.Errorf("reading the schema: %w", err)
	}
	return v, nil
}

func value(d *json.Decoder) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		o := &object{members: map[string]any{}}
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return nil, err
			}
			v, err := value(d)
			if err != nil {
				return nil, err
			}
			o.keys = append(o.keys, key.(string))
			o.members[key.(string)] = v
		}
		_, err := d.Token()
		return o, err
	case json.Delim('['):
		list := []any{}
		for d.More() {
			v, err := value(d)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		_, err := d.Token()
		return list, err
	}
	return token, nil
}
